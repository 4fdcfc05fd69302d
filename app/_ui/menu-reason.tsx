import type { ReactNode } from "react";

/** What stands in a menu line: its words and, when it cannot be chosen now, the reason below them. */
export function MenuLine(props: {
  children: ReactNode;
  reason: string | undefined;
  reasonId: string;
}) {
  if (props.reason === undefined) return props.children;
  return (
    <span className="flex min-w-0 flex-col">
      <span className="flex items-center gap-2">{props.children}</span>
      <span id={props.reasonId} className="text-text-3 text-xs">
        {props.reason}
      </span>
    </span>
  );
}

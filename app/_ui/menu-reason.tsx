import type { ReactNode } from "react";

/**
 * What stands in a menu line. The reason why it cannot be chosen now is told in a tooltip; a finger
 * brings none up, so there it stands below the words.
 */
export function MenuLine(props: {
  children: ReactNode;
  reason: string | undefined;
  reasonId: string;
}) {
  if (props.reason === undefined) return props.children;
  return (
    <span className="flex min-w-0 flex-col">
      <span className="flex items-center gap-2">{props.children}</span>
      <span id={props.reasonId} className="hidden pl-6 text-text-3 text-xs coarse:block">
        {props.reason}
      </span>
    </span>
  );
}

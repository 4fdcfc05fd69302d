import type { ReactNode } from "react";
import { cn } from "../_lib/cn";

export function DefinitionList(props: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={cn(
        "grid grid-cols-[minmax(84px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1",
        props.className,
      )}
    >
      {props.children}
    </dl>
  );
}

/** One fact; without children it reads as "not known". */
export function Definition(props: { term: ReactNode; mono?: boolean; children?: ReactNode }) {
  const { children } = props;
  const known =
    children !== undefined && children !== null && children !== "" && children !== false;
  return (
    <>
      <dt className="text-text-2">{props.term}</dt>
      <dd className={cn("min-w-0 break-words", props.mono && "mono", !known && "text-text-3")}>
        {known ? children : "–"}
      </dd>
    </>
  );
}

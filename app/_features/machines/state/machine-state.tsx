"use client";
import { cn } from "@/app/_lib/cn";
import { toneText } from "@/app/_ui/badge";
import type { MachineRow } from "@/server/inventory/types";
import { StateMark } from "./state-mark";
import { useMachineLook } from "./use-machine-look";

/** Shape and word of a machine's state, with what is being done to it. */
export function MachineState({ row, className }: { row: MachineRow; className?: string }) {
  const look = useMachineLook(row);
  const quiet = look.tone === "run" || look.tone === "off";
  return (
    <span title={look.hint} className={cn("flex min-w-0 items-center gap-2", className)}>
      <StateMark tone={look.tone} shape={look.shape} />
      <span
        className={cn(
          "truncate",
          look.tone === "off" ? "text-text-2" : !quiet && toneText[look.tone],
        )}
      >
        {look.text}
      </span>
    </span>
  );
}

/** The shape alone, beside a name that is already there. */
export function MachineStateMark({ row }: { row: MachineRow }) {
  const look = useMachineLook(row);
  return (
    <span role="img" aria-label={look.text} title={look.text} className="flex shrink-0">
      <StateMark tone={look.tone} shape={look.shape} />
    </span>
  );
}

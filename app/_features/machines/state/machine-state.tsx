"use client";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import { useNow } from "@/app/_lib/use-now";
import { toneText } from "@/app/_ui/badge";
import type { MachineRow } from "@/server/inventory/types";
import type { OperationView } from "@/server/operations/types";
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
        {look.operation && look.word !== "unreachable" ? (
          <BusyText text={look.text} operation={look.operation} />
        ) : (
          look.text
        )}
      </span>
    </span>
  );
}

const LATE_MS = 15_000;

/** After a while "Starting…" is no longer the news: who is being waited for is. */
function BusyText({ text, operation }: { text: string; operation: OperationView }) {
  const t = useTranslations("machines");
  const nowMs = useNow(5_000);
  if (operation.kind === "machine.migrate") return text;
  const late = nowMs - (operation.startedAtMs ?? operation.createdAtMs) > LATE_MS;
  if (operation.phase === "waitingForGuest" && late) return t("state.waitingGuest");
  return late ? t("state.stillWaiting", { host: operation.target.hostName ?? "" }) : text;
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

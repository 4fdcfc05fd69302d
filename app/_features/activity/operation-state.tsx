"use client";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import { Spinner } from "@/app/_ui/spinner";
import { isTerminal, type OperationState as State } from "@/server/operations/types";

const tones = {
  queued: "text-busy-fg",
  running: "text-busy-fg",
  cancelling: "text-busy-fg",
  indeterminate: "text-warn-fg",
  succeeded: "text-run-fg",
  failed: "text-err-fg",
  cancelled: "text-off-fg",
  abandoned: "text-err-fg",
} as const satisfies Record<State, string>;

/** The state of an operation as mark and word. */
export function OperationState({ state }: { state: State }) {
  const t = useTranslations("activity.state");
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap", tones[state])}>
      {isTerminal(state) ? <Mark state={state} /> : <Spinner className="size-3" />}
      {t(`words.${state}`)}
    </span>
  );
}

function Mark({ state }: { state: State }) {
  return (
    <svg viewBox="0 0 12 12" className="size-2.5 shrink-0" aria-hidden="true" fill="currentColor">
      {state === "succeeded" && <circle cx="6" cy="6" r="5" />}
      {state === "cancelled" && (
        <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />
      )}
      {(state === "failed" || state === "abandoned") && <path d="M6 0 12 6 6 12 0 6z" />}
    </svg>
  );
}

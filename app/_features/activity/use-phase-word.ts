"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type OperationView, operationPhases } from "@/server/operations/types";

/** What an operation is doing now, in words; a phase without words is shown by its name. */
export function usePhaseWord(): (operation: Pick<OperationView, "state" | "phase">) => string {
  const t = useTranslations("activity.phase");
  return useCallback(
    ({ state, phase }) => {
      if (state === "cancelling" || state === "indeterminate" || state === "queued") {
        return t(`states.${state}`);
      }
      const known = operationPhases.find((name) => name === phase);
      return known ? t(`names.${known}`) : (phase ?? t("states.queued"));
    },
    [t],
  );
}

const eventKinds = ["intent", "phase", "cancel", "unsure", "adopted", "end"] as const;

/** What was written down: a phase by its words, anything else by its kind. */
export function useEventWord(): (event: { kind: string; phase: string }) => string {
  const t = useTranslations("activity.phase");
  return useCallback(
    ({ kind, phase }) => {
      const known = operationPhases.find((name) => name === phase);
      if (kind === "phase") return known ? t(`names.${known}`) : phase;
      const word = eventKinds.find((name) => name === kind);
      return word ? t(`events.${word}`) : kind;
    },
    [t],
  );
}

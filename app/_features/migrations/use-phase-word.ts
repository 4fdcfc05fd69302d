"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { OperationView } from "@/server/operations/types";

const phases = [
  "requested",
  "begin",
  "prepare",
  "perform",
  "finish",
  "handover",
  "confirm",
  "resume",
  "cleanup",
  "done",
] as const;

/** What a migration is doing now, in words; a phase without words is shown by its name. */
export function usePhaseWord(): (operation: Pick<OperationView, "state" | "phase">) => string {
  const t = useTranslations("migrations.phase");
  return useCallback(
    ({ state, phase }) => {
      if (state === "cancelling" || state === "indeterminate" || state === "queued") {
        return t(`states.${state}`);
      }
      const known = phases.find((name) => name === phase);
      return known ? t(`names.${known}`) : (phase ?? t("states.queued"));
    },
    [t],
  );
}

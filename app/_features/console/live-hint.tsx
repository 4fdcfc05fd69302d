"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { machineKeyText } from "@/app/_lib/machine-key";
import { Button } from "@/app/_ui/button";
import type { MachineRow } from "@/server/inventory/types";
import { useAbility } from "../machine-page/use-ability";
import { useMachineActions } from "../machines/actions/use-machine-actions";

interface LiveHintProps {
  row: MachineRow;
  text: ReactNode;
}

/** A line over a live console that explains why nothing moves. */
export function LiveHint({ row, text }: LiveHintProps) {
  const t = useTranslations("console");
  const { run } = useMachineActions();
  const resumeReason = useAbility("resume", row);
  const isPaused = row.state === "paused";
  if (!isPaused && !text) return null;
  return (
    <div
      role="status"
      className="absolute inset-x-4 bottom-4 z-1 mx-auto flex w-fit max-w-160 flex-wrap items-center gap-3 rounded-lg border border-border bg-raised px-3 py-2 text-text shadow-float"
    >
      {isPaused ? t("paused") : text}
      {isPaused && (
        <Button
          size="sm"
          reason={resumeReason}
          onClick={() => run("resume", [machineKeyText(row)])}
        >
          {t("mend.resume")}
        </Button>
      )}
    </div>
  );
}

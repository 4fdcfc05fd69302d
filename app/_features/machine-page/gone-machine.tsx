"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { StateView } from "@/app/_components/state-view";
import { useHost, useMachines } from "@/app/_lib/fleet-store";
import { machinePath } from "@/app/_lib/machine-key";
import { Button } from "@/app/_ui/button";
import type { MachineRow } from "@/server/inventory/types";
import type { MachineKey } from "@/server/machines/schema";

/** A machine that is not (or no more) on this host; after a migration it is on another. */
export function GoneMachine({ machine }: { machine: MachineKey }) {
  const t = useTranslations("machine.gone");
  const host = useHost(machine.hostId);
  const same = useCallback((row: MachineRow) => row.uuid === machine.uuid, [machine.uuid]);
  const [elsewhere] = useMachines(same);
  const there = useHost(elsewhere?.hostId ?? "");
  if (elsewhere) {
    return (
      <StateView
        kind="empty-first"
        title={t("movedTitle", { name: elsewhere.name, host: there?.name ?? elsewhere.hostId })}
        actions={
          <Button asChild variant="primary">
            <Link href={machinePath(elsewhere)}>{t("openThere")}</Link>
          </Button>
        }
      >
        {t("movedWhy", { host: host?.name ?? machine.hostId })}
      </StateView>
    );
  }
  return (
    <StateView
      kind="error"
      title={t("title")}
      actions={
        <Button asChild>
          <Link href="/machines">{t("toList")}</Link>
        </Button>
      }
    >
      {t("why")}
    </StateView>
  );
}

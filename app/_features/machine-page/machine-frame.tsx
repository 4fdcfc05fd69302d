"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { StateView } from "@/app/_components/state-view";
import { useFleetPhase, useMachine } from "@/app/_lib/fleet-store";
import { machineKeyText } from "@/app/_lib/machine-key";
import { useSubject } from "@/app/_lib/subject";
import { Skeleton } from "@/app/_ui/skeleton";
import type { MachineKey } from "@/server/machines/schema";
import { GoneMachine } from "./gone-machine";
import { MachineBanner } from "./machine-banner";
import { MachineHeader } from "./machine-header";
import { MachineTabPanel } from "./machine-tab-panel";
import { MachineTabs } from "./machine-tabs";

/** A machine's page: header, state of the data, tabs, and the tab in the address. */
export function MachineFrame({ machine }: { machine: MachineKey }) {
  const t = useTranslations("machine");
  const phase = useFleetPhase();
  const row = useMachine(machine);
  const key = machineKeyText(machine);
  useSubject(useMemo(() => [key], [key]));
  if (!row && phase !== "complete") {
    return (
      <StateView
        kind="loading"
        skeleton={
          <div className="flex flex-col gap-4 p-(--gutter)">
            <Skeleton className="h-5 w-48" />
            <Skeleton className="w-80" />
            <Skeleton className="w-110" />
            <Skeleton className="mt-6 w-3/5" />
            <Skeleton className="w-1/2" />
          </div>
        }
      />
    );
  }
  if (!row) return <GoneMachine machine={machine} />;
  return (
    <div className="flex min-h-full flex-col">
      <title>{t("documentTitle", { name: row.name })}</title>
      <MachineHeader row={row} />
      <MachineBanner row={row} />
      <MachineTabs machine={machine} />
      <MachineTabPanel machine={machine} />
    </div>
  );
}

"use client";
import { useTranslations } from "next-intl";
import { useFleetChanges } from "@/app/_lib/fleet-store";
import { Button } from "@/app/_ui/button";
import type { MachineAction } from "@/server/machines/schema";
import { actionTable } from "../actions/action-table";
import { capabilityOf } from "../actions/eligible";
import { useMachineActions } from "../actions/use-machine-actions";

const candidates = [
  "start",
  "resume",
  "shutdown",
  "reboot",
  "pause",
] as const satisfies readonly MachineAction[];

/** The verbs that make sense now; the menu holds the rest with the reasons why not. */
export function PeekActions({ machineKey }: { machineKey: string }) {
  const t = useTranslations("machines");
  const { run } = useMachineActions();
  useFleetChanges();
  const possible = candidates.filter((action) => capabilityOf(action, machineKey).allowed);
  if (possible.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1.5">
      {possible.map((action) => {
        const Icon = actionTable[action].icon;
        return (
          <Button key={action} size="sm" onClick={() => run(action, [machineKey])}>
            <Icon aria-hidden="true" />
            {t(`action.${action}`)}
          </Button>
        );
      })}
    </div>
  );
}

"use client";
import { useProblemWords } from "@/app/_components/problem-text";
import { useHost, useOperationOn } from "@/app/_lib/fleet-store";
import { machineKeyText } from "@/app/_lib/machine-key";
import { useMay } from "@/app/_lib/use-may";
import type { MachineRow } from "@/server/inventory/types";
import { abilityRight, type MachineAbility, machineCapability } from "@/server/machines/capability";
import { useAsked } from "../machines/actions/pending";

/** Why something cannot be done to the machine now; undefined when it can. Keeps up with the feed. */
export function useAbility(ability: MachineAbility, row: MachineRow): string | undefined {
  const words = useProblemWords();
  const hostLink = useHost(row.hostId)?.link ?? "connecting";
  const busyWith = useOperationOn(row.uuid);
  const may = useMay(abilityRight(ability), { kind: "machine", uuid: row.uuid });
  const asked = useAsked(machineKeyText(row));
  if (asked !== undefined && !busyWith && ability !== "console") {
    const params = { name: row.name, kind: `machine.${asked}` };
    return words({ code: "machineBusy", params }).cause;
  }
  const capability = machineCapability(ability, { row, may, hostLink, busyWith });
  return capability.allowed ? undefined : words(capability.problem).cause;
}

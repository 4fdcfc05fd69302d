import { fleet, operations, rights } from "@/app/_lib/fleet/store";
import type { MachineRow } from "@/server/inventory/types";
import { abilityRight, type MachineAbility, machineCapability } from "@/server/machines/capability";
import type { Capability } from "@/server/machines/types";
import { askedOf } from "./pending";

/** Whether something can be done to a machine now, by the very function that the server asks. */
export function capabilityOf(ability: MachineAbility, key: string): Capability {
  const row = fleet.machines.get(key);
  if (!row) return { allowed: false, problem: { code: "machineGone" } };
  const may = rights.may(abilityRight(ability), { kind: "machine", uuid: row.uuid });
  const hostLink = fleet.hosts.get(row.hostId)?.link ?? "connecting";
  const busyWith = operations.openOn(row.uuid);
  const asked = askedOf(key);
  if (asked !== undefined && !busyWith)
    return {
      allowed: false,
      problem: { code: "machineBusy", params: { name: row.name, kind: `machine.${asked}` } },
    };
  return machineCapability(ability, { row, may, hostLink, busyWith });
}

export interface Eligible {
  rows: MachineRow[];
  keys: string[];
  /** How many were asked about. */
  of: number;
  /** Why the first one that cannot, cannot. */
  refusal: Extract<Capability, { allowed: false }> | undefined;
}

/** The part of a selection for which an action makes sense; the rest is left out silently. */
export function eligibleFor(ability: MachineAbility, keys: readonly string[]): Eligible {
  const found: Eligible = { rows: [], keys: [], of: keys.length, refusal: undefined };
  for (const key of keys) {
    const capability = capabilityOf(ability, key);
    const row = fleet.machines.get(key);
    if (capability.allowed && row) {
      found.rows.push(row);
      found.keys.push(key);
    } else if (!capability.allowed) found.refusal ??= capability;
  }
  return found;
}

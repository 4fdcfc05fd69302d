import type { MachineReading } from "./machine-reading";
import { isActive } from "./machine-state";
import type { MachineRow } from "./types";

/** Of the machines with an address, the share that is asked anew at each reconcile. */
const ADDRESS_AGAIN_SHARE = 0.2;

/** The list told neither vCPUs nor memory, or what it told may have changed while it runs. */
export function needsInfo(row: MachineRow | undefined, reading: MachineReading): boolean {
  return row !== undefined && (reading.vcpus === undefined || isActive(row.state));
}

/** Also one that has an address is asked again, now and then: leases change without a word. */
export function needsAddress(row: MachineRow | undefined): boolean {
  if (!row || !isActive(row.state)) return false;
  return row.ips.length === 0 || Math.random() < ADDRESS_AGAIN_SHARE;
}

import { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_MIGRATED } from "node-libvirt";
import type { MachineReading } from "./machine-reading";

const LOOK_AGAIN_MS = 500;

/**
 * Machines seen to have migrated away. The source sends "stopped" before it removes what was to be
 * undefined, and no event for that: so each is looked at once more.
 */
export interface Departures {
  /** What a look has found; undefined: the host knows it no more. */
  seen(uuid: string, reading: Pick<MachineReading, "state" | "reason"> | undefined): void;
  clear(): void;
}

export function createDepartures(lookAgain: (uuid: string) => void): Departures {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    seen(uuid, reading) {
      const hasLeft =
        reading?.state === VIR_DOMAIN_SHUTOFF && reading.reason === VIR_DOMAIN_SHUTOFF_MIGRATED;
      if (hasLeft && timers.has(uuid)) return;
      clearTimeout(timers.get(uuid));
      timers.delete(uuid);
      if (hasLeft) timers.set(uuid, setTimeout(() => lookAgain(uuid), LOOK_AGAIN_MS).unref());
    },
    clear() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

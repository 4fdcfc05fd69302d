import type { SampleBatch } from "./subscriber";
import type { HostSample, SampleTuple } from "./types";

const FRESH_MS = 10_000;

/** The newest samples, for a reader that just came; what is older than a few rounds is forgotten. */
export interface SampleCache {
  add(batch: SampleBatch): void;
  latest(): SampleBatch | undefined;
  /** Of one machine, by its key. */
  machine(key: string): SampleTuple | undefined;
}

export function createSampleCache(): SampleCache {
  const hosts = new Map<string, HostSample>();
  const machines = new Map<string, { atMs: number; tuple: SampleTuple }>();

  function forgetOld(): void {
    const oldest = Date.now() - FRESH_MS;
    for (const [id, sample] of hosts) if (sample.atMs < oldest) hosts.delete(id);
    for (const [key, { atMs }] of machines) if (atMs < oldest) machines.delete(key);
  }

  return {
    add(batch) {
      for (const [id, sample] of Object.entries(batch.hosts)) hosts.set(id, sample);
      for (const [key, tuple] of Object.entries(batch.machines)) {
        machines.set(key, { atMs: batch.atMs, tuple });
      }
    },
    machine(key) {
      forgetOld();
      return machines.get(key)?.tuple;
    },
    latest() {
      forgetOld();
      if (hosts.size === 0 && machines.size === 0) return undefined;
      const tuples = Array.from(machines, ([key, { tuple }]) => [key, tuple] as const);
      return {
        atMs: Date.now(),
        hosts: Object.fromEntries(hosts),
        machines: Object.fromEntries(tuples),
      };
    },
  };
}

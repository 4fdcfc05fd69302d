/**
 * One reader of the feed, and what it has not been told yet.
 *
 * It keeps keys, not messages: however slow the reader, it holds at most one mark for each machine
 * and host, and what it gets in the end is the row as it then is. A reader so far behind that the
 * marks outnumber the fleet is told everything anew instead ("resync").
 */
import type { ChangedKeys } from "./change-log";
import type { Sight } from "./sight";
import type { HostSample, SampleTuple } from "./types";

export interface SampleBatch {
  atMs: number;
  hosts: Record<string, HostSample>;
  machines: Record<string, SampleTuple>;
}

export interface Subscriber {
  readonly sight: Sight;
  /** True until a snapshot was taken. */
  needsSnapshot: boolean;
  /** The version up to which everything was told. */
  toldVersion: number;
  /** Whose going has to be told. */
  readonly toldHosts: Set<string>;
  readonly dirtyHosts: Set<string>;
  readonly dirtyMachines: Set<string>;
  mark(keys: ChangedKeys, marksMax: number): void;
  addSamples(batch: SampleBatch): void;
  takeSamples(): SampleBatch | undefined;
  hasChanges(): boolean;
  hasSamples(): boolean;
  /** Resolves when something was marked or added, on `wake`, or after `timeoutMs`. */
  news(timeoutMs?: number): Promise<void>;
  wake(): void;
}

export function createSubscriber(sight: Sight): Subscriber {
  const dirtyHosts = new Set<string>();
  const dirtyMachines = new Set<string>();
  let samples: SampleBatch | undefined;
  let woken: (() => void) | undefined;

  const subscriber: Subscriber = {
    sight,
    toldHosts: new Set(),
    needsSnapshot: true,
    toldVersion: 0,
    dirtyHosts,
    dirtyMachines,
    mark(keys, marksMax) {
      for (const key of keys.hosts) dirtyHosts.add(key);
      for (const key of keys.machines) dirtyMachines.add(key);
      if (dirtyHosts.size + dirtyMachines.size > marksMax) {
        subscriber.needsSnapshot = true;
        dirtyHosts.clear();
        dirtyMachines.clear();
      }
      woken?.();
    },
    addSamples(batch) {
      samples = samples
        ? {
            atMs: batch.atMs,
            hosts: { ...samples.hosts, ...batch.hosts },
            machines: { ...samples.machines, ...batch.machines },
          }
        : batch;
      woken?.();
    },
    takeSamples() {
      const taken = samples;
      samples = undefined;
      return taken;
    },
    hasChanges: () => subscriber.needsSnapshot || dirtyHosts.size > 0 || dirtyMachines.size > 0,
    hasSamples: () => samples !== undefined,
    async news(timeoutMs) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        woken = resolve;
        if (timeoutMs !== undefined) timer = setTimeout(resolve, timeoutMs);
      });
      clearTimeout(timer);
      woken = undefined;
    },
    wake: () => woken?.(),
  };
  return subscriber;
}

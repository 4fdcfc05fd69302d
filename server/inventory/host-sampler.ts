import type { Connection } from "node-libvirt";
import { type HostCounters, hostCountersOf, hostSampleOf } from "./rates";
import type { HostSample } from "./types";

const options = { timeoutMs: 10_000 };
const ALL = -1;

/** CPU and memory use of a host, from one reading to the next. */
export interface HostSampler {
  sample(connection: Connection): Promise<HostSample>;
}

export function createHostSampler(): HostSampler {
  let before: HostCounters | null = null;
  // how many figures there are is asked once: it does not change while a daemon runs
  const counts: { cpu?: number; memory?: number } = {};

  async function readCpu({ remote }: Connection): Promise<Record<string, bigint>> {
    const ask = (nparams: number) =>
      remote.nodeGetCpuStats({ cpuNum: ALL, nparams, flags: 0 }, options);
    counts.cpu ??= (await ask(0)).nparams;
    return counts.cpu > 0 ? byField((await ask(counts.cpu)).params) : {};
  }

  async function readMemory({ remote }: Connection): Promise<Record<string, bigint>> {
    const ask = (nparams: number) =>
      remote.nodeGetMemoryStats({ nparams, cellNum: ALL, flags: 0 }, options);
    counts.memory ??= (await ask(0)).nparams;
    return counts.memory > 0 ? byField((await ask(counts.memory)).params) : {};
  }

  return {
    async sample(connection) {
      const [cpu, memory] = await Promise.all([
        orNothing(readCpu(connection)),
        orNothing(readMemory(connection)),
      ]);
      const now = hostCountersOf(cpu);
      const sample = hostSampleOf(before, now, memory);
      before = now;
      return { atMs: Date.now(), ...sample };
    },
  };
}

const byField = (params: { field: string; value: bigint }[]): Record<string, bigint> =>
  Object.fromEntries(params.map(({ field, value }) => [field, value]));

/** A driver without such figures (libvirt's test driver) is no failure. */
const orNothing = (read: Promise<Record<string, bigint>>): Promise<Record<string, bigint>> =>
  read.catch(() => ({}));

/**
 * Statistics of one host's running machines.
 *
 * Only running machines are asked for, in portions small enough that no answer holds up the event
 * loop. Block and balloon figures come from each QEMU's monitor, and a QEMU that hangs holds the
 * daemon's answer back for as long as it likes. A late answer is left waiting, at most LATE_MAX of
 * them, since each takes a worker of the daemon: with NOWAIT the machine it waits for is passed over
 * from then on, and beyond that all are asked for what libvirtd itself knows.
 */
import {
  type Connection,
  type DomainStats,
  formatUuid,
  getAllDomainStats,
  LibvirtError,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT,
  VIR_DOMAIN_STATS_BALLOON,
  VIR_DOMAIN_STATS_BLOCK,
  VIR_DOMAIN_STATS_CPU_TOTAL,
  VIR_DOMAIN_STATS_INTERFACE,
} from "node-libvirt";
import { type Counters, countersOf, sampleOf } from "./rates";
import { domainRef } from "./read-machine";
import type { MachineRow, SampleTuple } from "./types";

const PORTION = 100;
const LATE_MS = 3_000;
const LATE_MAX = 2;
/** A late answer is waited for this long before its slot counts as free again. */
const GIVE_UP_MS = 600_000;
const WITHOUT_MONITOR = VIR_DOMAIN_STATS_CPU_TOTAL | VIR_DOMAIN_STATS_INTERFACE;
const ALL_GROUPS = WITHOUT_MONITOR | VIR_DOMAIN_STATS_BALLOON | VIR_DOMAIN_STATS_BLOCK;

export interface Sampler {
  /** Rates since the last call for the same machine; the first time there are none yet. */
  sample(connection: Connection, rows: readonly MachineRow[]): Promise<Record<string, SampleTuple>>;
}

export function createSampler(
  onStats: (uuid: string, stats: DomainStats["stats"]) => void,
): Sampler {
  const before = new Map<string, Counters>();
  let late = 0;
  /** Drivers differ in the flags they take; libvirt's test driver takes none. */
  let flags = VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT;

  async function ask(connection: Connection, rows: readonly MachineRow[]): Promise<DomainStats[]> {
    const doms = rows.map(({ uuid }) => domainRef(uuid));
    const plainly = () => getAllDomainStats(connection, { stats: WITHOUT_MONITOR, flags, doms });
    if (late >= (flags === 0 ? 1 : LATE_MAX)) return plainly();
    const request = { stats: ALL_GROUPS, flags, doms };
    const answer = getAllDomainStats(connection, request, { timeoutMs: GIVE_UP_MS });
    const inTime = await Promise.race([answer, after(LATE_MS)]);
    if (inTime) return inTime;
    late++;
    const arrived = () => {
      late--;
    };
    void answer.then(arrived, arrived);
    return plainly();
  }

  /** Once without the flag, for drivers that refuse it. */
  async function askAnyDriver(
    connection: Connection,
    rows: readonly MachineRow[],
  ): Promise<DomainStats[]> {
    try {
      return await ask(connection, rows);
    } catch (error) {
      if (flags === 0 || !(error instanceof LibvirtError)) throw error;
      flags = 0;
      return ask(connection, rows);
    }
  }

  async function sample(
    connection: Connection,
    rows: readonly MachineRow[],
  ): Promise<Record<string, SampleTuple>> {
    const samples: Record<string, SampleTuple> = {};
    const vcpusOf = new Map(rows.map((row) => [row.uuid, row.vcpus]));
    for (let at = 0; at < rows.length; at += PORTION) {
      const records = await askAnyDriver(connection, rows.slice(at, at + PORTION));
      const atMs = performance.now();
      for (const { dom, stats } of records) {
        const uuid = formatUuid(dom.uuid);
        const now = countersOf(stats, atMs);
        samples[uuid] = sampleOf(before.get(uuid), now, vcpusOf.get(uuid) ?? 0);
        before.set(uuid, now);
        onStats(uuid, stats);
      }
    }
    if (before.size > 2 * rows.length + PORTION) prune(before, vcpusOf);
    return samples;
  }

  return { sample };
}

function prune(before: Map<string, Counters>, present: ReadonlyMap<string, number>): void {
  for (const uuid of before.keys()) if (!present.has(uuid)) before.delete(uuid);
}

async function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms).unref();
  });
}

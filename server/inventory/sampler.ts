/**
 * Statistics of one host's running machines, as often as somebody looks.
 *
 * Only running machines are asked for, in portions small enough that no answer holds up the event
 * loop, and never with more than a twentieth of the time spent asking. Block and balloon figures come from each
 * QEMU's monitor: a QEMU that hangs holds the daemon's answer back for as long as it likes. So at
 * most one such call is ever outstanding; while it is overdue, the rest is sampled without those groups.
 */
import {
  type Connection,
  type DomainStats,
  formatUuid,
  getAllDomainStats,
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
const OVERDUE_MS = 3_000;
/** An overdue answer is waited for this long; libvirt's own limit for a monitor that came back. */
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
  let overdue: Promise<unknown> | undefined;
  /** Drivers differ in the flags they take; libvirt's test driver takes none. */
  let flags = VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT;

  async function ask(connection: Connection, rows: readonly MachineRow[]): Promise<DomainStats[]> {
    const doms = rows.map(({ uuid }) => domainRef(uuid));
    if (overdue) return getAllDomainStats(connection, { stats: WITHOUT_MONITOR, flags, doms });
    const answer = getAllDomainStats(
      connection,
      { stats: ALL_GROUPS, flags, doms },
      { timeoutMs: GIVE_UP_MS },
    );
    const inTime = await Promise.race([answer, after(OVERDUE_MS)]);
    if (inTime) return inTime;
    const waiting = answer
      .catch(() => undefined)
      .then(() => {
        overdue = undefined;
      });
    overdue = waiting;
    return [];
  }

  async function askPlainly(
    connection: Connection,
    rows: readonly MachineRow[],
  ): Promise<DomainStats[]> {
    try {
      return await ask(connection, rows);
    } catch (error) {
      if (flags === 0) throw error;
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
      const records = await askPlainly(connection, rows.slice(at, at + PORTION));
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

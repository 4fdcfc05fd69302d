/**
 * Who looks at a host's figures, and therefore how often they are read: the list every few seconds
 * over all running machines, an open machine or host page every second for itself, nobody: never.
 */
import type { Connection } from "node-libvirt";
import { type Broadcast, createBroadcast } from "./broadcast";
import { type Cadence, createCadence } from "./cadence";
import { createHostSampler } from "./host-sampler";
import type { DiskSize } from "./machine-details";
import { isActive } from "./machine-state";
import { readDiskSizes } from "./read-disk-sizes";
import { createSampler } from "./sampler";
import type { SampleBatch } from "./subscriber";
import type { HostSample, MachineRow, MachineSample, SampleTuple } from "./types";

const LIST_EVERY_MS = 2_500;
const PAGE_EVERY_MS = 1_000;
const DISKS_MAX = 256;

/** By libvirt's typed parameter names: `block.0.rd.bytes`. */
export type RawCounters = Readonly<Record<string, unknown>>;

interface StatisticsSource {
  hostId: string;
  /** Throws while the host is not there. */
  connection(): Connection;
  rows(): MachineRow[];
  row(uuid: string): MachineRow | undefined;
  /** Targets of a machine's disks, as far as its XML was read. */
  disks(uuid: string): string[];
  onDiskSizes(uuid: string, sizes: Map<string, DiskSize>): void;
  /** Libvirt's own counters, as they came. */
  onCounters(uuid: string, counters: RawCounters): void;
  publish(batch: SampleBatch): void;
}

export interface HostStatistics {
  listWatched(watched: boolean): void;
  watchMachine(uuid: string, signal: AbortSignal): AsyncGenerator<MachineSample>;
  watchHost(signal: AbortSignal): AsyncGenerator<HostSample>;
  close(): void;
}

interface MachinePage {
  broadcast: Broadcast<MachineSample>;
  cadence: Cadence;
}

export function createHostStatistics(source: StatisticsSource): HostStatistics {
  const pages = new Map<string, MachinePage>();
  const keepSizes = (uuid: string, stats: RawCounters) => {
    source.onCounters(uuid, stats);
    const sizes = diskSizesOf(stats);
    if (sizes) source.onDiskSizes(uuid, sizes);
  };
  const listSampler = createSampler(keepSizes);
  const hostSampler = createHostSampler();
  const pageHostSampler = createHostSampler();

  const list = createCadence(async () => {
    const connection = source.connection();
    const rows = source.rows().filter((row) => isActive(row.state));
    const [host, samples] = await Promise.all([
      hostSampler.sample(connection),
      rows.length > 0 ? listSampler.sample(connection, rows) : {},
    ]);
    source.publish(batchOf(source.hostId, host, samples));
  });

  const hostPage = createBroadcast<HostSample>((count) =>
    hostCadence.set(count > 0 ? PAGE_EVERY_MS : null),
  );
  const hostCadence = createCadence(async () =>
    hostPage.publish(await pageHostSampler.sample(source.connection())),
  );

  function openPage(uuid: string): MachinePage {
    const sampler = createSampler(keepSizes);
    let sized = false;
    const cadence = createCadence(async () => {
      const row = source.row(uuid);
      if (!row) return;
      const runs = isActive(row.state);
      const samples = runs ? await sampler.sample(source.connection(), [row]) : {};
      if (!runs && !sized) {
        // a machine that is off has no statistics; its disks are asked for once
        sized = true;
        const sizes = await readDiskSizes(source.connection(), uuid, source.disks(uuid));
        source.onDiskSizes(uuid, sizes);
      }
      broadcast.publish(machineSample(samples[uuid]));
    });
    const broadcast = createBroadcast<MachineSample>((count) => {
      cadence.set(count > 0 ? PAGE_EVERY_MS : null);
      if (count === 0) pages.delete(uuid);
    });
    return { broadcast, cadence };
  }

  return {
    listWatched: (watched) => list.set(watched ? LIST_EVERY_MS : null),
    watchMachine(uuid, signal) {
      const page = pages.get(uuid) ?? openPage(uuid);
      pages.set(uuid, page);
      return page.broadcast.read(signal);
    },
    watchHost: (signal) => hostPage.read(signal),
    close() {
      list.set(null);
      hostCadence.set(null);
      for (const page of pages.values()) page.cadence.set(null);
    },
  };
}

function batchOf(
  hostId: string,
  host: HostSample,
  samples: Record<string, SampleTuple>,
): SampleBatch {
  const machines = Object.entries(samples).map(([uuid, tuple]) => [`${hostId}/${uuid}`, tuple]);
  return { atMs: host.atMs, hosts: { [hostId]: host }, machines: Object.fromEntries(machines) };
}

const nothing: SampleTuple = [null, null, null, null, null, null];

function machineSample(tuple: SampleTuple = nothing): MachineSample {
  const [cpuPercent, memoryPercent, diskReadBps, diskWriteBps, netRxBps, netTxBps] = tuple;
  return {
    atMs: Date.now(),
    cpuPercent,
    memoryPercent,
    diskReadBps,
    diskWriteBps,
    netRxBps,
    netTxBps,
  };
}

function diskSizesOf(stats: Readonly<Record<string, unknown>>): Map<string, DiskSize> | undefined {
  const count = Math.min(Number(stats["block.count"] ?? 0), DISKS_MAX);
  if (!(count > 0)) return undefined;
  const sizes = new Map<string, DiskSize>();
  for (let i = 0; i < count; i++) {
    const target = stats[`block.${i}.name`];
    if (typeof target !== "string") continue;
    sizes.set(target, {
      capacityBytes: bytes(stats[`block.${i}.capacity`]),
      allocationBytes: bytes(stats[`block.${i}.allocation`]),
    });
  }
  return sizes;
}

const bytes = (value: unknown): number | null =>
  typeof value === "number" && value >= 0 ? value : null;

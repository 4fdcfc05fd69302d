import type { TypedValue } from "node-libvirt";
import type { MigrationProgress } from "../operations/types";

type Stats = Record<string, TypedValue>;

/** 64-bit counters of a host come as bigint beyond 2^53: close enough for a figure on a screen. */
function count(stats: Stats, name: string): number | null {
  const value = stats[name];
  if (typeof value === "bigint") return Number(value);
  return typeof value === "number" ? value : null;
}

/** Job statistics as libvirt names them → figures to show. What was not said is null, never 0. */
export function readProgress(stats: Stats): MigrationProgress {
  const total = count(stats, "data_total") ?? 0;
  const processed = count(stats, "data_processed") ?? 0;
  const remaining = count(stats, "data_remaining") ?? 0;
  const bps = count(stats, "memory_bps");
  const dirtyBps = dirtyRate(stats);
  const diskBps = count(stats, "disk_bps");
  return {
    elapsedMs: count(stats, "time_elapsed") ?? 0,
    dataTotalBytes: total,
    dataProcessedBytes: processed,
    dataRemainingBytes: remaining,
    memoryTotalBytes: count(stats, "memory_total") ?? 0,
    memoryRemainingBytes: count(stats, "memory_remaining") ?? 0,
    memoryBps: bps,
    memoryDirtyBps: dirtyBps,
    iteration: count(stats, "memory_iteration"),
    downtimeMs: count(stats, "downtime"),
    percent: percentOf(total, remaining),
    etaSeconds: etaOf(remaining, (bps ?? 0) + (diskBps ?? 0), dirtyBps ?? 0),
  };
}

function dirtyRate(stats: Stats): number | null {
  const pages = count(stats, "memory_dirty_rate");
  const pageBytes = count(stats, "memory_page_size");
  return pages === null || pageBytes === null ? null : pages * pageBytes;
}

/** The total grows while dirtied memory is sent again, so 100 is only said at the end. */
function percentOf(total: number, remaining: number): number {
  if (total <= 0) return 0;
  return Math.min(99, Math.max(0, Math.floor(100 * (1 - remaining / total))));
}

/** What the guest dirties meanwhile has to be sent too; a rate that does not outrun it has no end in sight. */
function etaOf(remainingBytes: number, bps: number, dirtyBps: number): number | null {
  const netBps = bps - dirtyBps;
  if (netBps <= 0) return null;
  return Math.ceil(remainingBytes / netBps);
}

/** A finished job's figures, for the history. */
export interface JobFigures {
  totalBytes: number | null;
  downtimeMs: number | null;
  iterations: number | null;
  elapsedMs: number | null;
}

export const noFigures: JobFigures = {
  totalBytes: null,
  downtimeMs: null,
  iterations: null,
  elapsedMs: null,
};

export function readFigures(stats: Stats): JobFigures {
  return {
    totalBytes: count(stats, "data_processed"),
    downtimeMs: count(stats, "downtime"),
    iterations: count(stats, "memory_iteration"),
    elapsedMs: count(stats, "time_elapsed"),
  };
}

/** Rates out of two readings of libvirt's counters. Pure; the clock is the caller's, and monotonic. */
import type { HostSample, SampleTuple } from "./types";

type Stats = Readonly<Record<string, unknown>>;

/** Devices summed up at most; what a host claims beyond is not believed. */
const DEVICES_MAX = 256;
const NS_PER_MS = 1e6;

export interface Counters {
  atMs: number;
  cpuTimeNs: number | null;
  diskReadBytes: number | null;
  diskWrittenBytes: number | null;
  netReceivedBytes: number | null;
  netSentBytes: number | null;
  memoryPercent: number | null;
}

export function countersOf(stats: Stats, atMs: number): Counters {
  return {
    atMs,
    cpuTimeNs: number(stats["cpu.time"]),
    diskReadBytes: sum(stats, "block", "rd.bytes"),
    diskWrittenBytes: sum(stats, "block", "wr.bytes"),
    netReceivedBytes: sum(stats, "net", "rx.bytes"),
    netSentBytes: sum(stats, "net", "tx.bytes"),
    memoryPercent: memoryPercentOf(stats),
  };
}

export function sampleOf(before: Counters | undefined, now: Counters, vcpus: number): SampleTuple {
  const elapsedMs = before ? now.atMs - before.atMs : 0;
  const rate = (pick: (counters: Counters) => number | null): number | null =>
    before ? perSecond(pick(before), pick(now), elapsedMs) : null;
  const busyNsPerSecond = rate((counters) => counters.cpuTimeNs);
  return [
    busyNsPerSecond === null || vcpus < 1 ? null : percent(busyNsPerSecond / 1e9 / vcpus),
    now.memoryPercent,
    rate((counters) => counters.diskReadBytes),
    rate((counters) => counters.diskWrittenBytes),
    rate((counters) => counters.netReceivedBytes),
    rate((counters) => counters.netSentBytes),
  ];
}

/** null when there is no earlier figure, no time between, or the counter began anew. */
function perSecond(before: number | null, now: number | null, elapsedMs: number): number | null {
  if (before === null || now === null || elapsedMs <= 0 || now < before) return null;
  return Math.round(((now - before) * 1_000) / elapsedMs);
}

/**
 * What the guest's balloon driver tells. What its QEMU holds is no answer in its place: a guest that
 * once touched all its memory would read full for ever.
 */
function memoryPercentOf(stats: Stats): number | null {
  const available = number(stats["balloon.available"]);
  const free = number(stats["balloon.usable"]) ?? number(stats["balloon.unused"]);
  return available && free !== null ? percent((available - free) / available) : null;
}

function sum(stats: Stats, group: string, field: string): number | null {
  const count = Math.min(number(stats[`${group}.count`]) ?? 0, DEVICES_MAX);
  let total: number | null = null;
  for (let i = 0; i < count; i++) {
    const value = number(stats[`${group}.${i}.${field}`]);
    if (value !== null) total = (total ?? 0) + value;
  }
  return total;
}

export interface HostCounters {
  idle: number;
  total: number;
}

/** Nanoseconds by mode since boot, as nodeGetCPUStats gives them. */
export function hostCountersOf(cpu: Stats): HostCounters | null {
  const modes = ["kernel", "user", "idle", "iowait", "intr"].map((mode) => number(cpu[mode]));
  const total = modes.reduce<number>((all, value) => all + (value ?? 0), 0);
  const idle = (number(cpu.idle) ?? 0) + (number(cpu.iowait) ?? 0);
  return total > 0 ? { idle, total } : null;
}

export function hostSampleOf(
  before: HostCounters | null,
  now: HostCounters | null,
  memory: Stats,
): Omit<HostSample, "atMs"> {
  const total = before && now ? now.total - before.total : 0;
  const idle = before && now ? now.idle - before.idle : 0;
  return {
    cpuPercent: total >= NS_PER_MS && idle >= 0 ? percent(1 - idle / total) : null,
    memoryUsedKib: memoryUsedOf(memory),
  };
}

function memoryUsedOf(memory: Stats): number | null {
  const total = number(memory.total);
  const free = number(memory.free);
  if (total === null || free === null) return null;
  const reclaimable = (number(memory.buffers) ?? 0) + (number(memory.cached) ?? 0);
  return Math.max(0, total - free - reclaimable);
}

const percent = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 1_000) / 10;

function number(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) && value >= 0 ? value : null;
  return typeof value === "bigint" && value >= 0n ? Number(value) : null;
}

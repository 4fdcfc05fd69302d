import type { Fleet } from "../inventory/fleet-types";
import type { RawCounters } from "../inventory/host-statistics";
import type { MachineRow, MachineState } from "../inventory/types";
import type { Exposition, Labels } from "./exposition";

/** virDomainState, as the known exporter gives it. */
const stateNumber: Record<MachineState, number> = {
  unknown: 0,
  running: 1,
  blocked: 2,
  paused: 3,
  shuttingDown: 4,
  shutOff: 5,
  crashed: 6,
  suspended: 7,
};

const DEVICES_MAX = 256;
const NS_PER_SECOND = 1e9;

/**
 * The names and labels of prometheus-libvirt-exporter, so that its dashboards work, with `host` and
 * `uuid` beside them: names repeat between hosts. All from the mirror; no host is asked.
 */
export function addFleet(metrics: Exposition, fleet: Fleet): void {
  for (const host of fleet.hosts()) {
    const labels = { host: host.name };
    metrics.gauge("libvirt_up", "Whether the host answers", host.link === "online" ? 1 : 0, labels);
    metrics.gauge("libvirt_domains", "Machines of the host", host.machineCount, labels);
    for (const row of fleet.machines(host.id)) addMachine(metrics, row, { fleet, host: host.name });
  }
}

function addMachine(
  metrics: Exposition,
  row: MachineRow,
  { fleet, host }: { fleet: Fleet; host: string },
): void {
  const labels = { domain: row.name, host, uuid: row.uuid };
  const counters = fleet.counters(row);
  const info = "libvirt_domain_info";
  metrics.gauge(`${info}_state`, "virDomainState", stateNumber[row.state], labels);
  metrics.gauge(`${info}_virtual_cpus`, "Virtual CPUs", row.vcpus, labels);
  metrics.gauge(`${info}_maximum_memory_bytes`, "Most memory", row.memoryMaxKib * 1_024, labels);
  metrics.gauge(`${info}_memory_usage_bytes`, "Memory given", row.memoryKib * 1_024, labels);
  if (!counters) return;
  const cpuNs = figure(counters, "cpu.time");
  const cpuSeconds = cpuNs === null ? null : cpuNs / NS_PER_SECOND;
  metrics.counter(`${info}_cpu_time_seconds_total`, "CPU time used", cpuSeconds, labels);
  addMemory(metrics, counters, labels);
  addBlocks(metrics, counters, labels);
  addInterfaces(metrics, counters, labels);
}

function addMemory(metrics: Exposition, counters: RawCounters, labels: Labels): void {
  for (const [name, key] of [
    ["actual_balloon", "current"],
    ["available", "available"],
    ["unused", "unused"],
    ["usable", "usable"],
    ["rss", "rss"],
  ] as const) {
    const kib = figure(counters, `balloon.${key}`);
    const bytes = kib === null ? null : kib * 1_024;
    metrics.gauge(`libvirt_domain_memory_stats_${name}_bytes`, `Memory, ${key}`, bytes, labels);
  }
}

function addBlocks(metrics: Exposition, counters: RawCounters, labels: Labels): void {
  for (const { at, name } of devices(counters, "block")) {
    const on = { ...labels, target_device: name };
    const stats = "libvirt_domain_block_stats";
    const add = (metric: string, help: string, key: string, scale = 1) => {
      const value = figure(counters, `${at}.${key}`);
      metrics.counter(`${stats}_${metric}_total`, help, value === null ? null : value * scale, on);
    };
    add("read_bytes", "Bytes read", "rd.bytes");
    add("read_requests", "Read requests", "rd.reqs");
    add("read_time_seconds", "Time spent reading", "rd.times", 1 / NS_PER_SECOND);
    add("write_bytes", "Bytes written", "wr.bytes");
    add("write_requests", "Write requests", "wr.reqs");
    add("write_time_seconds", "Time spent writing", "wr.times", 1 / NS_PER_SECOND);
    add("flush_requests", "Flush requests", "fl.reqs");
  }
}

function addInterfaces(metrics: Exposition, counters: RawCounters, labels: Labels): void {
  for (const { at, name } of devices(counters, "net")) {
    const on = { ...labels, target_device: name };
    for (const [way, prefix] of [
      ["receive", "rx"],
      ["transmit", "tx"],
    ] as const)
      for (const [what, key] of [
        ["bytes", "bytes"],
        ["packets", "pkts"],
        ["errors", "errs"],
        ["drops", "drop"],
      ] as const) {
        const metric = `libvirt_domain_interface_stats_${way}_${what}_total`;
        metrics.counter(
          metric,
          `Network, ${way}, ${what}`,
          figure(counters, `${at}.${prefix}.${key}`),
          on,
        );
      }
  }
}

function devices(counters: RawCounters, group: "block" | "net"): { at: string; name: string }[] {
  const count = Math.min(figure(counters, `${group}.count`) ?? 0, DEVICES_MAX);
  return Array.from({ length: count }, (_, i) => ({
    at: `${group}.${i}`,
    name: String(counters[`${group}.${i}.name`] ?? i),
  }));
}

function figure(counters: RawCounters, key: string): number | null {
  const value = counters[key];
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : null;
}

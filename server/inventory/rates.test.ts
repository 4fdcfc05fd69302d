import { describe, expect, it } from "vitest";
import { countersOf, hostCountersOf, hostSampleOf, sampleOf } from "./rates";

const stats = (cpu: number, more: Record<string, unknown> = {}) => ({ "cpu.time": cpu, ...more });

describe("a machine's rates", () => {
  it("gives no rate from one reading, and the memory share from one", () => {
    const now = countersOf(stats(1, { "balloon.available": 1000, "balloon.usable": 750 }), 0);
    expect(sampleOf(undefined, now, 2)).toEqual([null, 25, null, null, null, null]);
  });

  it.each([
    [1, 1e9, 1_000, 100],
    [4, 1e9, 1_000, 25],
    [2, 3e9, 2_000, 75],
    [1, 9e9, 1_000, 100],
    [0, 1e9, 1_000, null],
  ])("%i vCPUs, %i ns busy in %i ms: %s %%", (vcpus, busyNs, elapsedMs, expected) => {
    const before = countersOf(stats(5e9), 10_000);
    const now = countersOf(stats(5e9 + busyNs), 10_000 + elapsedMs);
    expect(sampleOf(before, now, vcpus)[0]).toBe(expected);
  });

  it("sums all disks and interfaces, whichever of them give figures", () => {
    const reading = (n: number) => ({
      "block.count": 3,
      "block.0.rd.bytes": 100 * n,
      "block.1.rd.bytes": 50n * BigInt(n),
      "block.2.name": "sda",
      "net.count": 1,
      "net.0.rx.bytes": 10 * n,
      "net.0.tx.bytes": 20 * n,
    });
    const sample = sampleOf(countersOf(reading(1), 0), countersOf(reading(3), 2_000), 1);
    expect(sample).toEqual([null, null, 150, null, 10, 20]);
  });

  it("is silent instead of negative when a counter began anew or no time passed", () => {
    const before = countersOf(stats(9e9, { "net.count": 1, "net.0.rx.bytes": 900 }), 0);
    const after = countersOf(stats(1e9, { "net.count": 1, "net.0.rx.bytes": 5 }), 1_000);
    expect(sampleOf(before, after, 1)).toEqual([null, null, null, null, null, null]);
    expect(sampleOf(before, before, 1)[0]).toBeNull();
  });

  it("believes only the guest about its memory, never what its QEMU weighs", () => {
    const guest = {
      "balloon.current": 1000,
      "balloon.rss": 900,
      "balloon.available": 800,
      "balloon.usable": 600,
      "balloon.unused": 100,
    };
    expect(countersOf(guest, 0).memoryPercent).toBe(25);
    expect(countersOf({ ...guest, "balloon.usable": undefined }, 0).memoryPercent).toBe(87.5);
    expect(countersOf({ "balloon.current": 10, "balloon.rss": 99 }, 0).memoryPercent).toBeNull();
    expect(countersOf({ ...guest, "balloon.available": 0 }, 0).memoryPercent).toBeNull();
  });

  it("bounds what a lying host makes it do", () => {
    const start = performance.now();
    const lie = {
      "block.count": 4e9,
      "block.0.rd.bytes": -5,
      "net.count": "many",
      "cpu.time": Number.NaN,
    };
    expect(countersOf(lie, 0)).toMatchObject({ diskReadBytes: null, cpuTimeNs: null });
    expect(performance.now() - start).toBeLessThan(50);
  });
});

describe("a host's rates", () => {
  const cpu = (busy: number, idle: number) =>
    hostCountersOf({ kernel: busy / 2, user: busy / 2, idle });

  it("is busy for what was neither idle nor waiting for disks", () => {
    const before = hostCountersOf({ kernel: 1e9, user: 1e9, idle: 1e9, iowait: 1e9 });
    const now = hostCountersOf({ kernel: 2e9, user: 2e9, idle: 2e9, iowait: 2e9 });
    expect(hostSampleOf(before, now, {}).cpuPercent).toBe(50);
  });

  it("counts caches as free memory", () => {
    const memory = { total: 1000, free: 100, buffers: 50, cached: 350n };
    expect(hostSampleOf(null, null, memory).memoryUsedKib).toBe(500);
    expect(hostSampleOf(null, null, { total: 1000 }).memoryUsedKib).toBeNull();
  });

  it("says nothing before the second reading, or when the host gives nothing", () => {
    expect(hostSampleOf(null, cpu(1e9, 1e9), {}).cpuPercent).toBeNull();
    expect(hostCountersOf({})).toBeNull();
    expect(hostSampleOf(cpu(2e9, 2e9), cpu(1e9, 1e9), {}).cpuPercent).toBeNull();
  });
});

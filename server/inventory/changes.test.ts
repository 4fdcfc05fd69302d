import {
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_PAUSED_IOERROR,
  VIR_DOMAIN_PAUSED_MIGRATION,
  VIR_DOMAIN_RUNNING,
  VIR_DOMAIN_SHUTOFF,
  VIR_DOMAIN_SHUTOFF_DESTROYED,
} from "node-libvirt";
import { describe, expect, it } from "vitest";
import { type KnownRun, patchOfReading } from "./changes";
import { patchRow } from "./machine-patch";
import type { MachineReading } from "./machine-reading";
import { machineState } from "./machine-state";

const NOW = 1_000_000;

const reading = (part: Partial<MachineReading> = {}): MachineReading => ({
  uuid: "u1",
  name: "web",
  runId: 7,
  state: VIR_DOMAIN_RUNNING,
  reason: 0,
  ...part,
});

const off = (): MachineReading => reading({ state: VIR_DOMAIN_SHUTOFF, runId: -1 });

function known(before: MachineReading | undefined, part: Partial<KnownRun> = {}): KnownRun {
  const unknown: KnownRun = { row: undefined, runId: -1, cpuTimeNs: null, confirmed: true };
  if (!before) return { ...unknown, ...part };
  const patch = patchOfReading(before, unknown, NOW - 5_000);
  return {
    row: patchRow(undefined, "h1", patch),
    runId: before.runId,
    cpuTimeNs: before.cpuTimeNs ?? null,
    confirmed: true,
    ...part,
  };
}

describe("since when a machine runs", () => {
  it("is the moment we saw it start", () => {
    expect(patchOfReading(reading(), known(off()), NOW).startedAtMs).toBe(NOW);
    expect(patchOfReading(reading(), known(undefined), NOW).startedAtMs).toBe(NOW);
  });

  it("is unknown for one that ran before we came", () => {
    const first = known(undefined, { confirmed: false });
    expect(patchOfReading(reading(), first, NOW).startedAtMs).toBeNull();
  });

  it("is then at least the moment that run was first seen, also by an earlier server", () => {
    const first = known(undefined, { confirmed: false });
    expect(patchOfReading(reading(), first, NOW).seenUpAtMs).toBe(NOW);
    const later = known(reading({ cpuTimeNs: 50 }), { confirmed: false });
    expect(patchOfReading(reading({ cpuTimeNs: 60 }), later, NOW).seenUpAtMs).toBe(NOW - 5_000);
    expect(patchOfReading(reading({ cpuTimeNs: 40 }), later, NOW).seenUpAtMs).toBe(NOW);
    expect(patchOfReading(off(), later, NOW).seenUpAtMs).toBeNull();
  });

  it("stays over pauses, reconnects and restarts of ours while it is the same instance", () => {
    const before = known(reading({ cpuTimeNs: 50 }), { confirmed: false });
    const paused = reading({ state: VIR_DOMAIN_PAUSED, cpuTimeNs: 60 });
    expect(patchOfReading(paused, before, NOW).startedAtMs).toBe(NOW - 5_000);
  });

  it("is unknown again when the instance is another one and nobody saw the change", () => {
    const before = known(reading({ cpuTimeNs: 50 }), { confirmed: false });
    expect(patchOfReading(reading({ runId: 8 }), before, NOW).startedAtMs).toBeNull();
    const rebooted = reading({ cpuTimeNs: 10 });
    expect(patchOfReading(rebooted, before, NOW).startedAtMs).toBeNull();
  });

  it("is now when a restart slipped between two looks", () => {
    const before = known(reading());
    expect(patchOfReading(reading({ runId: 8 }), before, NOW).startedAtMs).toBe(NOW);
  });

  it("ends with the machine, and so do its addresses", () => {
    const patch = patchOfReading(off(), known(reading()), NOW);
    expect(patch).toMatchObject({ state: "shutOff", startedAtMs: null, ips: [] });
  });
});

describe("a reading", () => {
  it("repeated changes nothing at all: the same row object comes back", () => {
    const seen = reading({ vcpus: 2, memoryKib: 1024, memoryMaxKib: 2048, autostart: true });
    const state = known(seen);
    const patch = patchOfReading(seen, state, NOW);
    expect(patchRow(state.row, "h1", patch)).toBe(state.row);
  });

  it("leaves alone what it did not look at", () => {
    const before = known(
      reading({ vcpus: 4, memoryKib: 1024, autostart: true, persistent: false }),
    );
    const row = patchRow(before.row, "h1", patchOfReading(off(), before, NOW));
    expect(row).toMatchObject({ vcpus: 4, memoryKib: 1024, autostart: true, persistent: false });
  });

  it("carries a hostile name only in a form that can be shown", () => {
    const patch = patchOfReading(
      reading({ name: `a\u202e\n${"x".repeat(999)}` }),
      known(off()),
      NOW,
    );
    expect(patch.name).toMatch(/^a‹U\+202E›␊x+…$/);
    expect(patch.name?.length).toBeLessThan(300);
  });
});

describe("libvirt's states in words", () => {
  it.each([
    [VIR_DOMAIN_RUNNING, 1, "running", "none"],
    [VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_IOERROR, "paused", "ioError"],
    [VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_MIGRATION, "paused", "migration"],
    [VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_DESTROYED, "shutOff", "destroyed"],
    [0, 0, "unknown", "none"],
    [99, 99, "unknown", "none"],
  ])("%i/%i is %s, %s", (state, reason, word, why) => {
    expect(machineState(state, reason)).toEqual({ state: word, reason: why });
  });
});

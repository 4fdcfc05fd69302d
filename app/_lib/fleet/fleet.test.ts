import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HostRow, MachineRow } from "@/server/inventory/types";
import { FleetState } from "./fleet-state";
import { MachineView } from "./machine-view";

const host = (id: string, link: HostRow["link"] = "online"): HostRow => ({
  id,
  name: id,
  uri: `qemu+ssh://root@${id}/system`,
  link,
  sinceMs: 0,
  seenAtMs: 0,
  problem: null,
  hostname: id,
  libvirtVersion: null,
  hypervisorVersion: null,
  kvm: true,
  cpus: 4,
  memoryKib: 1,
  machineCount: 0,
  runningCount: 0,
});
const machine = (uuid: string, more: Partial<MachineRow> = {}): MachineRow => ({
  hostId: "h1",
  uuid,
  name: `vm-${uuid}`,
  title: null,
  state: "running",
  reason: "none",
  vcpus: 1,
  memoryKib: 1024,
  memoryMaxKib: 1024,
  autostart: false,
  persistent: true,
  hasManagedSave: false,
  ips: [],
  startedAtMs: null,
  seenUpAtMs: null,
  osId: null,
  ...more,
});

function filled(): FleetState {
  const state = new FleetState();
  state.apply({ kind: "snapshot", epoch: "e1", version: 7, hosts: [host("h1")], total: 2 });
  state.apply({ kind: "machines", rows: [machine("a")], last: false });
  state.apply({ kind: "machines", rows: [machine("b")], last: true });
  state.takeNews();
  return state;
}

describe("the fleet's state", () => {
  test("has a point to resume from only when a snapshot is complete", () => {
    const state = new FleetState();
    state.apply({ kind: "snapshot", epoch: "e1", version: 7, hosts: [], total: 1 });
    expect(state.resume).toBeUndefined();
    state.apply({ kind: "machines", rows: [machine("a")], last: true });
    expect(state.resume).toEqual({ epoch: "e1", version: 7 });
    state.apply({
      kind: "change",
      version: 9,
      hosts: [],
      removedHosts: [],
      machines: [],
      removed: [],
    });
    expect(state.resume).toEqual({ epoch: "e1", version: 9 });
  });

  test("a second snapshot keeps rows on the screen and drops what it did not name", () => {
    const state = filled();
    state.apply({ kind: "snapshot", epoch: "e2", version: 1, hosts: [host("h1")], total: 1 });
    expect(state.machines.size).toBe(2);
    state.apply({ kind: "machines", rows: [machine("b")], last: true });
    expect([...state.machines.keys()]).toEqual(["h1/b"]);
    expect([...state.takeNews().machines]).toEqual(["h1/a"]);
  });

  test("a row that is told again unchanged wakes nobody", () => {
    const state = filled();
    state.apply({
      kind: "change",
      version: 8,
      hosts: [],
      removedHosts: [],
      machines: [machine("a"), machine("b", { state: "paused", reason: "user" })],
      removed: [],
    });
    expect([...state.takeNews().machines]).toEqual(["h1/b"]);
  });

  test("a host that goes away takes its machines, one that greys wakes their rows", () => {
    const state = filled();
    const change = { kind: "change" as const, version: 8, machines: [], removed: [] };
    state.apply({ ...change, hosts: [host("h1", "unreachable")], removedHosts: [] });
    expect([...state.takeNews().machines].sort()).toEqual(["h1/a", "h1/b"]);
    state.apply({ ...change, hosts: [], removedHosts: ["h1"] });
    expect(state.machines.size).toBe(0);
  });

  test("figures of a machine that stopped are forgotten", () => {
    const state = filled();
    const figures = {
      "h1/a": [1, 2, 3, 4, 5, 6] as [number, number, number, number, number, number],
    };
    state.apply({ kind: "samples", atMs: 1, hosts: {}, machines: figures });
    expect(state.machineSamples.has("h1/a")).toBe(true);
    state.apply({
      kind: "change",
      version: 8,
      hosts: [],
      removedHosts: [],
      machines: [machine("a", { state: "shutOff" })],
      removed: [],
    });
    expect(state.machineSamples.has("h1/a")).toBe(false);
  });
});

describe("a view", () => {
  const order = {
    matches: (row: MachineRow) => row.state !== "crashed",
    compare: (a: MachineRow, b: MachineRow) =>
      a.vcpus - b.vcpus || (a.uuid < b.uuid ? -1 : a.uuid > b.uuid ? 1 : 0),
  };

  test("kept change by change equals one made at once", () => {
    const change = fc.record({
      uuid: fc.constantFrom(..."abcdefghij"),
      vcpus: fc.integer({ min: 1, max: 4 }),
      state: fc.constantFrom("running" as const, "crashed" as const),
      gone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 12 }), (batches) => {
        const rows = new Map<string, MachineRow>();
        const view = new MachineView(rows, order);
        for (const batch of batches) {
          for (const { uuid, vcpus, state, gone } of batch)
            if (gone) rows.delete(uuid);
            else rows.set(uuid, machine(uuid, { vcpus, state }));
          const before = view.keys;
          const changed = view.update(new Set(batch.map(({ uuid }) => uuid)));
          expect(changed).toBe(view.keys !== before);
          expect(view.keys).toEqual(new MachineView(rows, order).keys);
        }
      }),
    );
  });

  test("stays the very same list when a change moves nothing", () => {
    const rows = new Map([["a", machine("a")]]);
    const view = new MachineView(rows, order);
    const before = view.keys;
    rows.set("a", machine("a", { state: "paused" }));
    expect(view.update(new Set(["a"]))).toBe(false);
    expect(view.keys).toBe(before);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isActive } from "./machine-state";
import { type Change, createStore } from "./store";
import { hostRow } from "./testing/rows";

const seen = (uuid: string, patch = {}): Change => ({
  kind: "machinesSeen",
  hostId: "h1",
  patches: [{ uuid, name: uuid, ...patch }],
});

describe("store", () => {
  it("raises the version only when something changed", () => {
    const store = createStore();
    store.apply([{ kind: "hostSeen", host: hostRow("h1") }]);
    const first = store.apply([seen("a", { state: "running" })]);
    const again = store.apply([seen("a", { state: "running" })]);
    expect(again).toEqual({ version: first.version, hosts: [], machines: [] });
    expect(store.version).toBe(first.version);
  });

  it("replaces a changed row and keeps the old object as it was", () => {
    const store = createStore();
    store.apply([{ kind: "hostSeen", host: hostRow("h1") }, seen("a", { state: "shutOff" })]);
    const before = store.machine("h1", "a");
    const { machines } = store.apply([seen("a", { state: "running" })]);
    expect(before?.state).toBe("shutOff");
    expect(machines).toEqual([{ before, after: { ...before, state: "running" } }]);
  });

  it("ignores what is said about a host it does not know", () => {
    const store = createStore();
    expect(store.apply([seen("a")]).machines).toEqual([]);
    expect(store.apply([{ kind: "hostPatched", hostId: "h1", patch: { kvm: true } }]).version).toBe(
      0,
    );
  });

  it("finds a machine known on two hosts, and only there", () => {
    const store = createStore();
    for (const id of ["h1", "h2", "h3"]) store.apply([{ kind: "hostSeen", host: hostRow(id) }]);
    for (const hostId of ["h1", "h2"]) {
      store.apply([{ kind: "machinesSeen", hostId, patches: [{ uuid: "a", name: "web" }] }]);
    }
    expect(store.machinesByUuid("a").map((row) => row.hostId)).toEqual(["h1", "h2"]);
  });

  it("takes the machines of a removed host along", () => {
    const store = createStore();
    store.apply([{ kind: "hostSeen", host: hostRow("h1") }, seen("a"), seen("b")]);
    const { machines, hosts } = store.apply([{ kind: "hostRemoved", hostId: "h1" }]);
    expect(hosts).toEqual(["h1"]);
    expect(machines.map(({ before, after }) => [before?.uuid, after])).toEqual([
      ["a", undefined],
      ["b", undefined],
    ]);
    expect(store.machineCount()).toBe(0);
  });

  it("counts machines and running ones right after any sequence of changes", () => {
    const uuid = fc.constantFrom("a", "b", "c", "d");
    const state = fc.constantFrom("running", "shutOff", "paused", "unknown", "crashed");
    const change = fc.oneof(
      fc.tuple(uuid, state).map(([id, to]) => seen(id, { state: to })),
      uuid.map((id): Change => ({ kind: "machinesGone", hostId: "h1", uuids: [id] })),
      fc.constant<Change>({ kind: "hostSeen", host: hostRow("h1") }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 4 })), (batches) => {
        const store = createStore();
        store.apply([{ kind: "hostSeen", host: hostRow("h1") }]);
        for (const batch of batches) store.apply(batch);
        const rows = store.machines("h1");
        expect(store.host("h1")?.machineCount).toBe(rows.length);
        expect(store.host("h1")?.runningCount).toBe(
          rows.filter((row) => isActive(row.state)).length,
        );
      }),
    );
  });
});

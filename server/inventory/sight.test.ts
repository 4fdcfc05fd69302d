import { afterEach, expect, it } from "vitest";
import { createFeed } from "./feed";
import type { Sight } from "./sight";
import { type Change, createStore } from "./store";
import type { SampleBatch } from "./subscriber";
import { hostRow } from "./testing/rows";
import type { InventoryMessage } from "./types";

const aborts: AbortController[] = [];
afterEach(() => {
  for (const abort of aborts.splice(0)) abort.abort();
});

const seen = (hostId: string, ...names: string[]): Change => ({
  kind: "machinesSeen",
  hostId,
  patches: names.map((name) => ({ uuid: name, name, state: "running" })),
});

/** Two hosts with machines of two teams; a reader who sees what is in `mine`. */
function fixture(...mine: string[]) {
  const store = createStore();
  let samples: SampleBatch | undefined;
  const feed = createFeed({
    epoch: "e1",
    store,
    latestSamples: () => samples,
    onReaders: () => {},
  });
  const apply = (...changes: Change[]) => feed.publish(store.apply(changes));
  apply(
    { kind: "hostSeen", host: hostRow("h1", { libvirtVersion: "9.0.0", cpus: 4 }) },
    { kind: "hostSeen", host: hostRow("h2") },
    seen("h1", "mine-1", "theirs-1"),
    seen("h2", "theirs-2"),
  );
  const seesNow = new Set(mine);
  let changed = () => {};
  const sight: Sight = {
    all: false,
    machine: (uuid) => seesNow.has(uuid),
    host: () => false,
    onChange: (listener) => {
      changed = listener;
      return () => {};
    },
  };
  const abort = new AbortController();
  aborts.push(abort);
  const messages = feed.watch({ signal: abort.signal, sight });
  return {
    apply,
    setSamples: (batch: SampleBatch) => {
      samples = batch;
    },
    next: async (): Promise<InventoryMessage | null> => (await messages.next()).value ?? null,
    see: (...names: string[]) => {
      seesNow.clear();
      for (const name of names) seesNow.add(name);
      changed();
    },
  };
}

it("tells of one's own machines only, and of their host no more than name and link", async () => {
  const { next } = fixture("mine-1");
  const told = [await next(), await next()];
  expect(told).toMatchObject([
    { kind: "snapshot", total: 1, hosts: [{ id: "h1", link: "online", machineCount: 1 }] },
    { kind: "machines", rows: [{ uuid: "mine-1" }], last: true },
  ]);
  expect(JSON.stringify(told)).not.toMatch(/theirs|h2|9\.0\.0|qemu\+ssh/);
});

it("says nothing of others' machines and their hosts when they come, change and go", async () => {
  const { next, apply } = fixture("mine-1");
  await next();
  await next();
  apply(
    seen("h2", "theirs-3"),
    { kind: "machinesGone", hostId: "h1", uuids: ["theirs-1"] },
    { kind: "hostRemoved", hostId: "h2" },
  );
  const nothing = { hosts: [{ id: "h1" }], removedHosts: [], machines: [], removed: [] };
  expect(await next()).toMatchObject(nothing);
});

it("brings the host along with a machine that moves there, and takes it away after the last", async () => {
  const { next, apply } = fixture("mine-1");
  await next();
  await next();
  apply(seen("h2", "mine-1"), { kind: "machinesGone", hostId: "h1", uuids: ["mine-1"] });
  expect(await next()).toMatchObject({
    kind: "change",
    hosts: [{ id: "h2", machineCount: 1 }],
    removedHosts: ["h1"],
    machines: [{ hostId: "h2", uuid: "mine-1" }],
    removed: ["h1/mine-1"],
  });
});

it("tells everything anew when rights change, with what is seen then", async () => {
  const { next, see } = fixture("mine-1");
  await next();
  await next();
  see("theirs-2");
  expect(await next()).toMatchObject({ kind: "snapshot", total: 1, hosts: [{ id: "h2" }] });
  expect(await next()).toMatchObject({ kind: "machines", rows: [{ uuid: "theirs-2" }] });
  see();
  expect(await next()).toMatchObject({ kind: "snapshot", total: 0, hosts: [] });
});

it("sends samples of what is seen, and of no host", async () => {
  const { next, setSamples } = fixture("mine-1");
  const tuple: [number, null, null, null, null, null] = [1, null, null, null, null, null];
  setSamples({
    atMs: 1,
    hosts: { h1: { atMs: 1, cpuPercent: 1, memoryUsedKib: 1 } },
    machines: { "h1/mine-1": tuple, "h1/theirs-1": tuple },
  });
  await next();
  await next();
  expect(await next()).toEqual({
    kind: "samples",
    atMs: 1,
    hosts: {},
    machines: { "h1/mine-1": tuple },
  });
});

import { afterEach, expect, it } from "vitest";
import { createFeed } from "./feed";
import { type Change, createStore } from "./store";
import type { SampleBatch } from "./subscriber";
import { hostRow } from "./testing/rows";
import type { InventoryMessage } from "./types";

const aborts: AbortController[] = [];
afterEach(() => {
  for (const abort of aborts.splice(0)) abort.abort();
});

function fixture(machines = 0) {
  const store = createStore();
  let samples: SampleBatch | undefined;
  let readers = 0;
  const feed = createFeed({
    epoch: "e1",
    store,
    latestSamples: () => samples,
    onReaders: (count) => {
      readers = count;
    },
  });
  const apply = (...changes: Change[]) => feed.publish(store.apply(changes));
  apply({ kind: "hostSeen", host: hostRow("h1") });
  apply(seen(Array.from({ length: machines }, (_, i) => `m${String(i).padStart(5, "0")}`)));
  return {
    store,
    feed,
    apply,
    readers: () => readers,
    setSamples: (batch: SampleBatch) => {
      samples = batch;
    },
    watch(resume?: { epoch: string; version: number }) {
      const abort = new AbortController();
      aborts.push(abort);
      const messages = feed.watch({ ...(resume ? { resume } : {}), signal: abort.signal });
      return { abort, next: async () => (await messages.next()).value ?? null };
    },
  };
}

const seen = (names: string[], patch = {}): Change => ({
  kind: "machinesSeen",
  hostId: "h1",
  patches: names.map((name) => ({ uuid: name, name, ...patch })),
});

async function drainSnapshot(next: () => Promise<InventoryMessage | null>) {
  const rows: string[] = [];
  const parts: number[] = [];
  let version = 0;
  for (;;) {
    const message = await next();
    if (message?.kind === "snapshot") version = message.version;
    if (message?.kind !== "machines") continue;
    parts.push(message.rows.length);
    rows.push(...message.rows.map((row) => row.uuid));
    if (message.last) return { rows, parts, version };
  }
}

it("sends a small first part, then the rest, each machine once and in order of name", async () => {
  const { watch } = fixture(2_500);
  const { rows, parts } = await drainSnapshot(watch().next);
  expect(parts).toEqual([100, 1_000, 1_000, 400]);
  expect(rows).toEqual([...rows].sort());
  expect(new Set(rows).size).toBe(2_500);
});

it("ends an empty fleet's snapshot with an empty last part", async () => {
  const { next } = fixture(0).watch();
  expect(await next()).toMatchObject({ kind: "snapshot", total: 0 });
  expect(await next()).toEqual({ kind: "machines", rows: [], last: true });
});

it("loses no change that happens while the snapshot is being read", async () => {
  const { watch, apply } = fixture(2_500);
  const { next } = watch();
  await next();
  await next();
  apply(seen(["m00000"], { state: "running" }), seen(["m02400"], { state: "paused" }));
  const { rows } = await drainSnapshot(next);
  expect(rows.length).toBe(2_400);
  const change = await next();
  expect(change).toMatchObject({
    kind: "change",
    machines: [
      { uuid: "m00000", state: "running" },
      { uuid: "m02400", state: "paused" },
    ],
  });
});

it("tells a removed machine by its key, and the latest row when it changed twice", async () => {
  const { watch, apply, store } = fixture(3);
  const { next } = watch();
  await drainSnapshot(next);
  apply(seen(["m00001"], { state: "running" }));
  apply(seen(["m00001"], { state: "paused" }));
  apply({ kind: "machinesGone", hostId: "h1", uuids: ["m00002"] });
  const change = await next();
  expect(change).toMatchObject({
    version: store.version,
    machines: [{ uuid: "m00001", state: "paused" }],
    removed: ["h1/m00002"],
  });
});

it("resumes within its run with exactly what changed since", async () => {
  const { watch, apply, store } = fixture(3);
  const version = store.version;
  apply(seen(["m00002"], { state: "running" }));
  const { next } = watch({ epoch: "e1", version });
  expect(await next()).toMatchObject({
    kind: "change",
    version: store.version,
    machines: [{ uuid: "m00002" }],
  });
});

it("confirms a resume after which nothing happened with an empty change", async () => {
  const { watch, store } = fixture(3);
  const { next } = watch({ epoch: "e1", version: store.version });
  expect(await next()).toEqual({
    kind: "change",
    version: store.version,
    hosts: [],
    removedHosts: [],
    machines: [],
    removed: [],
  });
});

it("answers a resume of another run, of the future, or from too far back with a snapshot", async () => {
  const { watch, apply, store } = fixture(3);
  expect(await watch({ epoch: "e0", version: store.version }).next()).toMatchObject({
    kind: "snapshot",
  });
  expect(await watch({ epoch: "e1", version: store.version + 1 }).next()).toMatchObject({
    kind: "snapshot",
  });
  const version = store.version;
  for (let round = 0; round < 21; round++) {
    apply(
      seen(
        Array.from({ length: 1_000 }, (_, i) => `x${i}`),
        { vcpus: round + 1 },
      ),
    );
  }
  expect(await watch({ epoch: "e1", version }).next()).toMatchObject({ kind: "snapshot" });
});

it("resyncs a reader that fell behind instead of holding what it missed", async () => {
  const { watch, apply, feed } = fixture(10);
  const { next } = watch();
  await drainSnapshot(next);
  for (let n = 0; n < 1_500; n++) {
    apply(seen([`t${n}`]));
    apply({ kind: "machinesGone", hostId: "h1", uuids: [`t${n}`] });
  }
  expect(feed.readers).toBe(1);
  expect(await next()).toMatchObject({ kind: "snapshot", total: 10 });
});

it("cuts a huge change and keeps the old version until its last part", async () => {
  const { watch, apply, store } = fixture(0);
  const { next } = watch();
  await drainSnapshot(next);
  const before = store.version;
  apply(
    { kind: "hostSeen", host: hostRow("h1", { kvm: true }) },
    seen(Array.from({ length: 1_500 }, (_, i) => `b${i}`)),
  );
  const first = await next();
  const second = await next();
  expect(first).toMatchObject({ kind: "change", version: before, hosts: [{ id: "h1" }] });
  expect(second).toMatchObject({ kind: "change", version: store.version, hosts: [] });
});

it("sends the newest samples after a snapshot and never before a waiting change", async () => {
  const { watch, apply, feed, setSamples } = fixture(2);
  const batch: SampleBatch = { atMs: 1, hosts: {}, machines: { "h1/m00000": [1, 2, 3, 4, 5, 6] } };
  setSamples(batch);
  const { next } = watch();
  await drainSnapshot(next);
  expect(await next()).toEqual({ kind: "samples", ...batch });
  feed.publishSamples({ ...batch, atMs: 2 });
  apply(seen(["m00001"], { state: "running" }));
  expect(await next()).toMatchObject({ kind: "change" });
  expect(await next()).toMatchObject({ kind: "samples", atMs: 2 });
});

it("ends at once when the reader leaves, and is forgotten", async () => {
  const { watch, readers } = fixture(1);
  const { next, abort } = watch();
  await drainSnapshot(next);
  const waiting = next();
  expect(readers()).toBe(1);
  abort.abort();
  expect(await waiting).toBeNull();
  expect(readers()).toBe(0);
});

it("brings the first change after a quiet moment without delay", async () => {
  const { watch, apply } = fixture(1);
  const { next } = watch();
  await drainSnapshot(next);
  const waiting = next();
  await new Promise(setImmediate);
  const start = performance.now();
  apply(seen(["m00000"], { state: "running" }));
  await waiting;
  expect(performance.now() - start).toBeLessThan(20);
});

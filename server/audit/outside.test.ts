import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DefinitionChange } from "../inventory/detail-reader";
import { hostRow, machineRow } from "../inventory/testing/rows";
import type { HostRow, MachineRow } from "../inventory/types";
import type { MachineKey } from "../machines/schema";
import type { OperationMessage } from "../operations/types";
import { OutsideWatch } from "./outside";
import type { AuditEntry } from "./types";

const entries: AuditEntry[] = [];
let changed: (before: MachineRow | undefined, after: MachineRow | undefined) => void;
let defined: (machine: MachineKey, change: DefinitionChange) => void;
let linked: (host: HostRow) => void;
let busy: string | undefined;
let hosts: Map<string, HostRow>;
let watch: OutsideWatch;

const off = machineRow({ state: "shutOff" });
const on = machineRow({ state: "running" });

beforeEach(() => {
  vi.useFakeTimers();
  entries.length = 0;
  busy = undefined;
  hosts = new Map([["h1", hostRow("h1", { name: "kvm1", seenAtMs: 1 })]]);
  watch = new OutsideWatch({
    audit: {
      append: async () => {},
      record: async (entry) => void entries.push(entry),
      onAppend: () => () => {},
    },
    fleet: {
      host: (id) => hosts.get(id),
      machine: () => on,
      onMachineChange: (listener) => {
        changed = listener;
        return () => {};
      },
      onDefinitionChange: (listener) => {
        defined = listener;
        return () => {};
      },
      onHostLink: (listener) => {
        linked = listener;
        return () => {};
      },
    },
    operations: {
      openOn: ({ uuid }) => (uuid === busy ? operationStub : undefined),
      async *watch(): AsyncGenerator<OperationMessage> {},
    },
    log: pino({ level: "silent" }),
  });
  watch.start();
  for (const host of hosts.values()) linked(host);
  watch.operationsAdopted();
});
afterEach(async () => {
  vi.useRealTimers();
  await watch.close();
});

const operationStub = {
  id: "o1",
  kind: "machine.start",
  state: "running",
  phase: null,
  target: { hostId: "h1", uuid: off.uuid, name: off.name, hostName: "kvm1" },
  destination: null,
  requestedBy: { id: "u1", name: "ada" },
  createdAtMs: 0,
  startedAtMs: 0,
  endedAtMs: null,
  progress: null,
  problem: null,
  cancellable: false,
  command: null,
} as const;

const settled = async () => {
  await vi.advanceTimersByTimeAsync(2_100);
  return entries.map(({ action }) => action);
};

test("a start nobody asked us for is somebody else's", async () => {
  changed(off, on);
  expect(await settled()).toEqual(["outside.started"]);
  expect(entries[0]).toMatchObject({
    actor: { id: "outside" },
    before: { state: "shutOff" },
    after: { state: "running" },
  });
});

test("what an operation of ours does is never somebody else's", async () => {
  busy = off.uuid;
  changed(off, on);
  busy = undefined;
  expect(await settled()).toEqual([]);
});

test("what somebody did just before our own operation is not lost in it", async () => {
  changed(on, off);
  busy = off.uuid;
  changed(off, on);
  expect(await settled()).toEqual(["outside.stopped"]);
});

test("a machine that flaps and ends as it began leaves nothing", async () => {
  for (let n = 0; n < 100; n++) {
    changed(off, on);
    changed(on, off);
  }
  expect(await settled()).toEqual([]);
});

test("a balloon, an address, a figure that a host tells late are nobody's doing", async () => {
  changed(on, { ...on, memoryKib: 1, ips: ["10.0.0.1"], title: "x" });
  changed({ ...on, uuid: "b", vcpus: 0, memoryMaxKib: 0 }, { ...on, uuid: "b" });
  expect(await settled()).toEqual([]);
});

test("a move between hosts is one change", async () => {
  hosts.set("h2", hostRow("h2", { name: "kvm2", seenAtMs: 1 }));
  linked(hostRow("h2", { seenAtMs: 1 }));
  changed(undefined, { ...on, hostId: "h2" });
  changed(on, undefined);
  expect(await settled()).toEqual(["outside.moved"]);
  expect(entries[0]?.objects.map(({ name }) => name)).toEqual([on.name, "kvm1", "kvm2"]);
});

test("what is found after an absence says so", async () => {
  linked(hostRow("h1", { link: "unreachable", seenAtMs: 1 }));
  changed(on, off);
  linked(hostRow("h1", { seenAtMs: 2 }));
  await settled();
  expect(entries[0]).toMatchObject({
    action: "outside.stopped",
    after: { seenAfterAbsence: true },
  });
});

test("the machines of a host that is new here, and of one that is removed, are no news", async () => {
  const row = { ...on, hostId: "h9" };
  hosts.set("h9", hostRow("h9", { link: "connecting" }));
  linked(hostRow("h9", { link: "connecting" }));
  changed(undefined, row);
  hosts.delete("h1");
  changed(on, undefined);
  expect(await settled()).toEqual([]);
});

test("an edited definition is told by its lines", async () => {
  const xml = (mib: number) => `<domain>\n  <memory unit="MiB">${mib}</memory>\n</domain>`;
  defined({ hostId: "h1", uuid: on.uuid }, { before: xml(64), after: xml(128) });
  expect(await settled()).toEqual(["outside.changed"]);
  expect(entries[0]).toMatchObject({
    before: { definition: '<memory unit="MiB">64</memory>' },
    after: { definition: '<memory unit="MiB">128</memory>' },
  });
});

test("started and edited in the same moment is two things", async () => {
  changed(off, on);
  defined({ hostId: "h1", uuid: on.uuid }, { before: "<a/>", after: "<b/>" });
  expect(await settled()).toEqual(["outside.started", "outside.changed"]);
});

test("ten thousand machines at once leave fifty lines and a number", async () => {
  for (let n = 0; n < 10_000; n++) {
    const uuid = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
    changed({ ...off, uuid }, { ...on, uuid });
  }
  const actions = await settled();
  expect(actions.filter((action) => action === "outside.started")).toHaveLength(50);
  expect(entries.at(-1)).toMatchObject({ action: "outside.many", after: { count: 9_950 } });
  expect(actions).toHaveLength(51);
});

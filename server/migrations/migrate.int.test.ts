import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { waitUntil } from "@/e2e/lab/wait-until";
import { getOperation } from "../operations/get";
import type { OperationView } from "../operations/types";
import { getMigration } from "./get";
import { listMigrations } from "./list";
import { listDestinations } from "./list-destinations";
import { precheckMigration } from "./precheck";
import type { MigrationOptions } from "./schema";
import { startMigration } from "./start";
import { type ServerLab, startServerLab } from "./testing/server-lab";
import type { Precheck, PrecheckMessage } from "./types";

let s: ServerLab;
let intents = 0;
beforeAll(async () => {
  s = await startServerLab("int-migrations", 2);
}, 240_000);
afterAll(() => s?.dispose());

const options = (over: Partial<MigrationOptions> = {}): MigrationOptions => ({
  mode: "peerToPeer",
  copyStorage: false,
  autoConverge: false,
  acceptUnsafe: false,
  ...over,
});

function migrate(uuid: string, over: Partial<MigrationOptions> = {}) {
  return startMigration(s.verb(), {
    machine: { hostId: "kvm1", uuid },
    destinationId: "kvm2",
    options: options(over),
    intent: `intent-${++intents}-migrate`,
  });
}

const stateOn = async (host: string, guest: string) => {
  const answer = await s.lab.host(host).attempt(["virsh", "-q", "domstate", "--reason", guest]);
  return answer.code === 0 ? answer.stdout.trim() : "absent";
};

/** The guest executes: its counter goes on. */
async function executes(host: string, guest: string): Promise<void> {
  const before = await s.lab.readCounter(host, guest);
  await waitUntil("the counter", async () => (await s.lab.readCounter(host, guest)) > before);
}

async function viewOnce(id: string, until: (view: OperationView) => boolean) {
  const signal = AbortSignal.timeout(30_000);
  for await (const message of s.runtime().operations.watch(signal)) {
    const all = message.kind === "snapshot" ? message.operations : [message.operation];
    const found = all.find((view) => view.id === id && until(view));
    if (found) return found;
  }
  throw new Error("not seen");
}

async function precheck(uuid: string, over: Partial<MigrationOptions> = {}) {
  const lines = new Map<string, Precheck>();
  let verdict: Extract<PrecheckMessage, { kind: "verdict" }> | undefined;
  const target = {
    machine: { hostId: "kvm1", uuid },
    destinationId: "kvm2",
    options: options(over),
  };
  for await (const message of precheckMigration(s.verb(), target, AbortSignal.timeout(40_000)))
    if (message.kind === "verdict") verdict = message;
    else lines.set(message.line.name, message.line);
  if (!verdict) throw new Error("no verdict");
  const statuses = Object.fromEntries([...lines].map(([name, line]) => [name, line.status]));
  return { lines, statuses, verdict };
}

describe.each(["peerToPeer", "managed"] as const)("shared disk, %s", (mode) => {
  test("the machine goes on there, persistent, and is undefined here; the history has its figures", async () => {
    const name = `shared-${mode.toLowerCase()}`;
    const uuid = await s.guest("kvm1", { name, dirtyMibPerSecond: 4 });
    const before = await s.lab.readCounter("kvm1", name);
    const { id } = await migrate(uuid, { mode });
    expect(await s.ended(id)).toMatchObject({ state: "succeeded", problem: null });
    expect(await stateOn("kvm1", name)).toBe("absent");
    expect(await stateOn("kvm2", name)).toBe("running (migrated)");
    expect(await s.lab.host("kvm2").virsh(["dominfo", name])).toMatch(/Persistent:\s+yes/);
    expect(await s.lab.readCounter("kvm2", name)).toBeGreaterThan(before);
    expect(s.runtime().fleet.machine({ hostId: "kvm1", uuid })).toBeUndefined();
    expect(s.runtime().fleet.machine({ hostId: "kvm2", uuid })?.state).toBe("running");
    const row = await getMigration(s.verb(), { id });
    expect(row).toMatchObject({
      machine: { uuid, name },
      from: { hostId: "kvm1" },
      to: { hostId: "kvm2" },
      mode,
      state: "succeeded",
      requestedBy: { name: "ada" },
    });
    expect(row.downtimeMs).toBeGreaterThan(0);
    expect(row.totalBytes).toBeGreaterThan(1_000_000);
    expect(row.durationMs).toBeGreaterThan(100);
    await s.removeGuest(name);
  });

  test("figures come while it copies; a cancel leaves the machine running here and nothing there", async () => {
    const name = `slow-${mode.toLowerCase()}`;
    const uuid = await s.guest("kvm1", { name, memoryMib: 64, dirtyMibPerSecond: 16 });
    const { id } = await migrate(uuid, { mode, bandwidthMibps: 4 });
    // QEMU counts its first bytes before it has counted what is left.
    const { progress } = await viewOnce(
      id,
      ({ progress: p }) => p !== null && p.dataProcessedBytes > 0 && p.dataRemainingBytes > 0,
    );
    expect(progress).toMatchObject({ percent: expect.any(Number) });
    await s.runtime().operations.requestCancel(id, { id: "u1", name: "ada" });
    expect(await s.ended(id)).toMatchObject({
      state: "cancelled",
      problem: { code: "migrationCancelled" },
    });
    expect(await stateOn("kvm1", name)).toMatch(/^running/);
    expect(await stateOn("kvm2", name)).toBe("absent");
    await executes("kvm1", name);
    expect(await getMigration(s.verb(), { id })).toMatchObject({
      state: "cancelled",
      downtimeMs: null,
    });
    await s.removeGuest(name);
  });
});

describe("a disk of the source alone", () => {
  const name = "local-disk";
  let uuid: string;
  beforeAll(async () => {
    uuid = await s.guest("kvm1", { name, storage: "local" });
  }, 60_000);

  test("the pre-check says unsafe, in libvirt's words, and suggests to copy", async () => {
    const { lines, statuses, verdict } = await precheck(uuid);
    expect(statuses).toMatchObject({
      machineState: "pass",
      destinationOnline: "pass",
      nameFree: "pass",
      versions: "pass",
      cpu: "pass",
      memory: "pass",
      storage: "unsafe",
      devices: "pass",
      dataPath: "pass",
      peerTrust: "pass",
    });
    expect(lines.get("storage")?.problem).toMatchObject({ code: "migrationUnsafe" });
    expect(lines.get("storage")?.problem?.detail).toMatch(/without shared storage|shared/i);
    expect(verdict).toMatchObject({
      ready: false,
      needsUnsafe: true,
      suggestedMode: "peerToPeer",
      suggestCopyStorage: true,
    });
    expect(verdict.command).toContain("migrate --live --persistent --undefinesource --p2p");
  });

  test.each(["peerToPeer", "managed"] as const)(
    "%s: what libvirt calls unsafe is refused unless it was accepted",
    async (mode) => {
      const { id } = await migrate(uuid, { mode });
      expect(await s.ended(id)).toMatchObject({
        state: "failed",
        problem: { code: "migrationUnsafe" },
      });
      expect(await stateOn("kvm1", name)).toMatch(/^running/);
      expect(await stateOn("kvm2", name)).toBe("absent");
    },
  );

  test("copied along: the destination waits for our hand-over, and the standstill is measured to its end", async () => {
    for (const host of ["kvm1", "kvm2"]) await definePool(host);
    const { verdict, statuses } = await precheck(uuid, { copyStorage: true });
    expect(statuses).toMatchObject({ storage: "pass" });
    expect(verdict.ready).toBe(true);
    const { id } = await migrate(uuid, { copyStorage: true });
    expect(await s.ended(id)).toMatchObject({ state: "succeeded", problem: null });
    const { events } = await getOperation(s.verb(), { id });
    expect(events.map((event) => event.phase)).toContain("handOver");
    expect(await stateOn("kvm1", name)).toBe("absent");
    expect(await stateOn("kvm2", name)).toMatch(/^running/);
    await executes("kvm2", name);
    const row = await getMigration(s.verb(), { id });
    expect(row).toMatchObject({ copyStorage: true });
    expect(row.downtimeMs).toBeGreaterThan(0);
    await s.removeGuest(name);
  });
});

async function definePool(host: string): Promise<void> {
  await s.lab
    .host(host)
    .virsh(["pool-create-as", "images", "dir", "--target", "/var/lib/libvirt/images"]);
}

describe("the way between the hosts", () => {
  const name = "way";
  let uuid: string;
  beforeAll(async () => {
    uuid = await s.guest("kvm1", { name });
  }, 60_000);
  afterAll(() => s.removeGuest(name));

  /** The source's root forgets which keys are known: its daemon can sign in nowhere. */
  async function withoutTrust(work: () => Promise<void>): Promise<void> {
    const kvm1 = s.lab.host("kvm1");
    const { stdout } = await kvm1.attempt(["sh", "-c", "ls /root/.ssh/* /etc/ssh/ssh_known_hosts"]);
    const files = stdout.split("\n").filter((file) => /known_hosts$/.test(file));
    for (const file of files) await kvm1.exec(["mv", file, `${file}.away`]);
    try {
      await work();
    } finally {
      for (const file of files) await kvm1.exec(["mv", `${file}.away`, file]);
    }
  }

  test("no trust from host to host: the pre-check finds it by trying and suggests managed; peer-to-peer says who refused", async () => {
    await withoutTrust(async () => {
      const asked = await precheck(uuid);
      expect(asked.lines.get("peerTrust")).toMatchObject({
        status: "fail",
        problem: { code: "migrationPeerRefused" },
      });
      expect(asked.verdict).toMatchObject({ ready: false, suggestedMode: "managed" });
      const managed = await precheck(uuid, { mode: "managed" });
      expect(managed.statuses).toMatchObject({ peerTrust: "warn", storage: "pass" });
      expect(managed.verdict.ready).toBe(true);
      const { id } = await migrate(uuid);
      expect(await s.ended(id)).toMatchObject({
        state: "failed",
        problem: { code: "migrationPeerRefused" },
      });
      expect(await stateOn("kvm1", name)).toMatch(/^running/);
    });
  });

  test("packets do not get from host to host: known within seconds, before libvirt would be stuck on it", async () => {
    await using _cut = await s.lab.faults.cutBetween("kvm1", "kvm2");
    const { lines, verdict } = await precheck(uuid, { mode: "managed" });
    expect(lines.get("dataPath")).toMatchObject({
      status: "fail",
      problem: { code: "migrationDataRefused" },
    });
    expect(lines.get("peerTrust")?.status).toBe("warn");
    expect(verdict.ready).toBe(false);
  }, 90_000);

  test("the destination is not connected: that is the answer, at once", async () => {
    await using _cut = await s.lab.faults.cutLink("kvm2");
    const offline = () => s.runtime().fleet.host("kvm2")?.link !== "online";
    await waitUntil("kvm2 offline", offline, { timeoutMs: 60_000 });
    const { statuses, verdict } = await precheck(uuid);
    expect(statuses).toEqual({ destinationOnline: "fail" });
    expect(verdict.ready).toBe(false);
    await _cut.heal();
    await waitUntil("kvm2 online", () => !offline(), { timeoutMs: 90_000 });
  }, 200_000);
});

test("a destination known as this very machine has no address for peer-to-peer, and managed goes by its own name", async () => {
  const { fleet } = s.runtime();
  const kvm2 = s.lab.host("kvm2");
  const fingerprint = fleet.hostDetail("kvm2")?.hostKeySha256 ?? null;
  const known = {
    id: "kvm2",
    name: "kvm2",
    hostKeySha256: fingerprint,
    enabled: true,
    addedAtMs: 0,
  };
  const reopened = async (uri: string) => {
    fleet.updateHost({ ...known, uri });
    const isBack = () => fleet.host("kvm2")?.uri === uri && fleet.host("kvm2")?.link === "online";
    await waitUntil("kvm2 by its other address", isBack, { timeoutMs: 30_000 });
  };
  await reopened(`qemu:///system?socket=${kvm2.paths.socket}`);
  const uuid = await s.guest("kvm1", { name: "to-local" });
  const asPeer = await precheck(uuid);
  expect(asPeer.lines.get("peerTrust")).toMatchObject({
    status: "fail",
    problem: { code: "migrationNoAddress", params: { from: "kvm1", to: "kvm2" } },
  });
  expect(asPeer.verdict).toMatchObject({ ready: false, suggestedMode: "managed" });
  const { statuses, verdict } = await precheck(uuid, { mode: "managed" });
  expect(statuses).toMatchObject({ dataPath: "pass", peerTrust: "warn" });
  expect(verdict.ready).toBe(true);
  const { id } = await migrate(uuid, { mode: "managed" });
  expect(await s.ended(id)).toMatchObject({ state: "succeeded", problem: null });
  expect(await stateOn("kvm2", "to-local")).toBe("running (migrated)");
  await s.removeGuest("to-local");
  await reopened(kvm2.uris.sshPlain);
}, 120_000);

describe("reasons", () => {
  test("the destination's process dies in mid-copy: failed, running here, with libvirt's words", async () => {
    const name = "peer-dies";
    const uuid = await s.guest("kvm1", { name, memoryMib: 64, dirtyMibPerSecond: 16 });
    const { id } = await migrate(uuid, { bandwidthMibps: 4 });
    await viewOnce(id, (view) => (view.progress?.dataProcessedBytes ?? 0) > 0);
    await s.lab.faults.killGuest("kvm2", name);
    const view = await s.ended(id);
    expect(view.state).toBe("failed");
    expect(view.problem?.detail).toMatch(/\w/);
    expect(await stateOn("kvm1", name)).toMatch(/^running/);
    expect(await stateOn("kvm2", name)).toBe("absent");
    const row = await getMigration(s.verb(), { id });
    expect(row.problem).toEqual(view.problem);
    await s.removeGuest(name);
  });

  test("the machine's name is taken there: no operation is made, and the list of destinations says so before", async () => {
    const name = "taken";
    const uuid = await s.guest("kvm1", { name });
    await s.lab.defineGuest("kvm2", { name, kind: "tiny", network: false, storage: "local" });
    const known = () =>
      s
        .runtime()
        .fleet.machines("kvm2")
        .some((row) => row.name === name);
    await waitUntil("the mirror to know it", known);
    await expect(migrate(uuid)).rejects.toMatchObject({ problem: { code: "migrationNameTaken" } });
    const [there] = await listDestinations(s.verb(), { machine: { hostId: "kvm1", uuid } });
    expect(there).toMatchObject({ allowed: false, problem: { code: "migrationNameTaken" } });
    await s.removeGuest(name);
  });

  test("a second migration of the same machine is refused by the name of the first", async () => {
    const name = "twice";
    const uuid = await s.guest("kvm1", { name, memoryMib: 64, dirtyMibPerSecond: 16 });
    const { id } = await migrate(uuid, { bandwidthMibps: 4 });
    await expect(migrate(uuid)).rejects.toMatchObject({
      problem: { code: "machineMigrating", params: { operationId: id, by: "ada" } },
    });
    await s.runtime().operations.requestCancel(id, { id: "u1", name: "ada" });
    await s.ended(id);
    await s.removeGuest(name);
  });

  test("the history lists newest first, by machine and by outcome, page by page", async () => {
    const all = await listMigrations(s.verb(), { limit: 2 });
    expect(all.items).toHaveLength(2);
    const [first, second] = all.items;
    expect((first?.id ?? "") > (second?.id ?? "")).toBe(true);
    const next = await listMigrations(s.verb(), { limit: 2, cursor: all.nextCursor ?? "" });
    expect((second?.id ?? "") > (next.items[0]?.id ?? "")).toBe(true);
    const failed = await listMigrations(s.verb(), { outcome: "failed", limit: 50 });
    expect(failed.items.length).toBeGreaterThan(0);
    expect(failed.items.every((row) => row.state === "failed")).toBe(true);
  });
});

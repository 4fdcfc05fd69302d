import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { waitUntil } from "@/e2e/lab/wait-until";
import { getOperation } from "../operations/get";
import { getMigration } from "./get";
import type { MigrationOptions } from "./schema";
import { startMigration } from "./start";
import { type ServerLab, startServerLab } from "./testing/server-lab";

const script = fileURLToPath(new URL("testing/migrate-and-hang.ts", import.meta.url));
let s: ServerLab;
let intents = 0;
const children: ChildProcess[] = [];
beforeAll(async () => {
  s = await startServerLab("int-adoption", 2);
}, 240_000);
beforeEach(() => s.start());
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => s?.dispose());

const inputOf = (uuid: string, over: Partial<MigrationOptions>) => ({
  machine: { hostId: "kvm1", uuid },
  destinationId: "kvm2",
  options: {
    mode: "peerToPeer" as const,
    copyStorage: false,
    autoConverge: false,
    acceptUnsafe: false,
    ...over,
  },
  intent: `intent-${++intents}-adoption`,
});

/** A server in another process migrates until its report holds `until`; then it is killed with -9. */
async function killedAt(uuid: string, over: Partial<MigrationOptions>, until: string) {
  await s.stop();
  const argv = ["--import", "tsx", script, s.dataDir, JSON.stringify(inputOf(uuid, over))];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const exited = new Promise((resolve) => child.once("exit", resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.includes(until)) continue;
    child.kill("SIGKILL");
    await exited;
    return line.split(" ")[0] ?? "";
  }
  throw new Error(`the server never got to "${until}"`);
}

const stateOn = async (host: string, guest: string) => {
  const answer = await s.lab.host(host).attempt(["virsh", "-q", "domstate", "--reason", guest]);
  return answer.code === 0 ? answer.stdout.trim() : "absent";
};

async function executes(host: string, guest: string): Promise<void> {
  const before = await s.lab.readCounter(host, guest);
  await waitUntil("the counter", async () => (await s.lab.readCounter(host, guest)) > before);
}

/** Lets a slow copy come to its end. */
async function hurry(guest: string): Promise<void> {
  const kvm1 = s.lab.host("kvm1");
  await kvm1.attempt(["virsh", "-q", "migrate-setspeed", guest, "2000"]);
  await kvm1.attempt(["virsh", "-q", "migrate-setmaxdowntime", guest, "5000"]);
}

const slow = { memoryMib: 64, dirtyMibPerSecond: 16 };

test("peer-to-peer, killed in mid-copy: the hosts go on, the next server adopts it and ends it as succeeded", async () => {
  const name = "adopt-p2p";
  const uuid = await s.guest("kvm1", { name, ...slow });
  const id = await killedAt(uuid, { bandwidthMibps: 4 }, "copying");
  expect(await stateOn("kvm1", name)).toMatch(/^running/);
  await s.start();
  await expect(startMigration(s.verb(), inputOf(uuid, {}))).rejects.toMatchObject({
    problem: { code: "machineMigrating", params: { operationId: id } },
  });
  await hurry(name);
  expect(await s.ended(id)).toMatchObject({ state: "succeeded", problem: null });
  expect(await stateOn("kvm2", name)).toMatch(/^running/);
  expect(await stateOn("kvm1", name)).toBe("absent");
  const row = await getMigration(s.verb(), { id });
  expect(row).toMatchObject({ state: "succeeded" });
  expect(row.totalBytes).toBeGreaterThan(0);
  const { events } = await getOperation(s.verb(), { id });
  expect(events.map((event) => event.kind)).toContain("adopted");
  expect(await s.runtime().db.resourceLock.count()).toBe(0);
  await s.removeGuest(name);
});

test("peer-to-peer with hand-over, killed in mid-copy: it waits there, paused, until the next server lets it run", async () => {
  const name = "adopt-copy";
  const uuid = await s.guest("kvm1", { name, ...slow, storage: "local" });
  for (const host of ["kvm1", "kvm2"])
    await s.lab
      .host(host)
      .attempt([
        "virsh",
        "-q",
        "pool-create-as",
        "images",
        "dir",
        "--target",
        "/var/lib/libvirt/images",
      ]);
  const id = await killedAt(uuid, { bandwidthMibps: 4, copyStorage: true }, "copying");
  await hurry(name);
  await waitUntil("the guest to wait there", async () =>
    (await stateOn("kvm2", name)).startsWith("paused (user"),
  );
  await waitUntil(
    "the source to forget it",
    async () => (await stateOn("kvm1", name)) === "absent",
  );
  await s.start();
  expect(await s.ended(id)).toMatchObject({ state: "succeeded" });
  await executes("kvm2", name);
  expect((await getMigration(s.verb(), { id })).downtimeMs).toBeNull();
  await s.removeGuest(name);
});

test("adopted in mid-copy it can be cancelled: the machine stays here, nothing is left there", async () => {
  const name = "adopt-cancel";
  const uuid = await s.guest("kvm1", { name, ...slow });
  const id = await killedAt(uuid, { bandwidthMibps: 4 }, "copying");
  await s.start();
  await s.runtime().operations.requestCancel(id, { id: "u1", name: "ada" });
  expect(await s.ended(id)).toMatchObject({
    state: "cancelled",
    problem: { code: "migrationCancelled" },
  });
  await executes("kvm1", name);
  expect(await stateOn("kvm2", name)).toBe("absent");
  await s.removeGuest(name);
});

test("managed, killed in mid-copy: libvirt cancels, the next server says failed; the machine runs here", async () => {
  const name = "adopt-managed";
  const uuid = await s.guest("kvm1", { name, ...slow });
  const id = await killedAt(uuid, { mode: "managed", bandwidthMibps: 4 }, "copying");
  await s.start();
  expect(await s.ended(id)).toMatchObject({
    state: "failed",
    problem: { code: "migrationRolledBack" },
  });
  await executes("kvm1", name);
  expect(await stateOn("kvm2", name)).toBe("absent");
  expect(await s.runtime().db.resourceLock.count()).toBe(0);
  await s.removeGuest(name);
});

/** Wherever the server dies, the machine runs on exactly one host afterwards, and the record says on which. */
test.each([
  ["managed", "begin"],
  ["managed", "prepare"],
  ["managed", "perform"],
  ["managed", "finish"],
  ["managed", "confirm"],
  ["peerToPeer", "perform"],
] as const)("%s, killed at %s: one running copy, and the record agrees", async (mode, phase) => {
  const name = `killed-${mode.toLowerCase()}-${phase}`;
  const uuid = await s.guest("kvm1", { name });
  const id = await killedAt(uuid, { mode }, ` ${phase}`);
  await s.start();
  const { state } = await s.ended(id, 90_000);
  const where = [await stateOn("kvm1", name), await stateOn("kvm2", name)];
  const runs = where.map((text) => text.startsWith("running"));
  expect({ state, runs }).toEqual(
    state === "succeeded"
      ? { state, runs: [false, true] }
      : { state: "failed", runs: [true, false] },
  );
  expect(where).toContain("absent");
  await executes(state === "succeeded" ? "kvm2" : "kvm1", name);
  expect(await s.runtime().db.resourceLock.count()).toBe(0);
  await s.removeGuest(name);
});

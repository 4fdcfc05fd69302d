import { afterAll, beforeAll, expect, test } from "vitest";
import { waitUntil } from "@/e2e/lab/wait-until";
import { type ServerLab, startServerLab } from "../migrations/testing/server-lab";

const SLOW = { timeoutMs: 60_000 };

let s: ServerLab;
beforeAll(async () => {
  s = await startServerLab("int-guest", 1);
}, 240_000);
afterAll(() => s?.dispose());

const rowOf = (uuid: string) => s.runtime().fleet.machine({ hostId: "kvm1", uuid });
const addressesOf = (uuid: string) =>
  s.runtime().fleet.machineDetail({ hostId: "kvm1", uuid })?.interfaces[0]?.ips ?? [];

/** What a machine's page would show of its memory, once there is something to show. */
async function memoryPercent(uuid: string, until: (percent: number | null) => boolean) {
  const signal = AbortSignal.timeout(SLOW.timeoutMs);
  const samples = s.runtime().fleet.watchMachine({ hostId: "kvm1", uuid }, signal);
  for await (const { memoryPercent: percent, cpuPercent } of samples)
    if (cpuPercent !== null && until(percent)) return percent;
  throw new Error("no sample came");
}

test("a guest with an agent and a balloon tells its address and its memory by itself", async () => {
  const address = s.lab.guestAddress(0);
  const spec = { name: "helpful", kind: "linux", agent: true, address } as const;
  const uuid = await s.lab.defineGuest("kvm1", spec);
  await s.lab.host("kvm1").virsh(["start", uuid]);
  const told = { address: address.split("/")[0], source: "agent" };
  await waitUntil("the agent's word", () => addressesOf(uuid)[0]?.source === "agent", SLOW);
  expect(addressesOf(uuid)[0]).toEqual(told);
  expect(rowOf(uuid)?.ips).toEqual([told.address]);
  const percent = await memoryPercent(uuid, (value) => value !== null);
  expect(percent).toBeGreaterThan(5);
  expect(percent).toBeLessThan(95);
  // of this run alone: what the person defined stays as it was
  const inactive = await s.lab.host("kvm1").virsh(["dumpxml", "--inactive", uuid]);
  expect(inactive).not.toContain("<stats");
  await s.lab.host("kvm1").virsh(["destroy", uuid]);
  await waitUntil("no address of what is off", () => addressesOf(uuid).length === 0);
  expect(rowOf(uuid)?.ips).toEqual([]);
}, 120_000);

test("a guest without a balloon driver has no figure, where its QEMU would make it look full", async () => {
  const uuid = await s.guest("kvm1", { name: "mute" });
  expect(await memoryPercent(uuid, () => true)).toBeNull();
});

test("one that ran before us is up since it was first seen at least, also after a restart", async () => {
  await s.stop();
  const uuid = await s.lab.defineGuest("kvm1", { name: "elder", kind: "tiny", network: false });
  await s.lab.host("kvm1").virsh(["start", uuid]);
  // libvirt's pid files tell over SSH; over TCP nobody does
  const { uris } = s.lab.host("kvm1");
  await s.start();
  const { db, fleet } = s.runtime();
  const record = { id: "tcp", name: "tcp", uri: uris.tcp, hostKeySha256: null };
  await db.host.create({ data: record });
  fleet.addHost({ ...record, enabled: true, addedAtMs: Date.now() });
  const elder = () => s.runtime().fleet.machine({ hostId: "tcp", uuid });
  await waitUntil("it to be seen", () => elder()?.state === "running", SLOW);
  const seen = elder()?.seenUpAtMs;
  expect(elder()).toMatchObject({ startedAtMs: null, seenUpAtMs: expect.any(Number) });
  await s.stop();
  await s.start();
  await waitUntil("it to be seen again", () => s.runtime().fleet.host("tcp")?.link === "online");
  expect(elder()).toMatchObject({ startedAtMs: null, seenUpAtMs: seen });
}, 120_000);

import { afterAll, beforeAll, expect, test } from "vitest";
import { waitUntil } from "@/e2e/lab/wait-until";
import type { OperationView } from "../operations/types";
import type { MigrationOptions } from "./schema";
import { startMigration } from "./start";
import { type ServerLab, startServerLab } from "./testing/server-lab";

let s: ServerLab;
let intents = 0;
beforeAll(async () => {
  s = await startServerLab("int-faults", 2);
  for (const host of ["kvm1", "kvm2"])
    await s.lab
      .host(host)
      .virsh(["pool-create-as", "images", "dir", "--target", "/var/lib/libvirt/images"]);
}, 240_000);
afterAll(() => s?.dispose());

function migrate(uuid: string, over: Partial<MigrationOptions>) {
  return startMigration(s.verb(), {
    machine: { hostId: "kvm1", uuid },
    destinationId: "kvm2",
    options: {
      mode: "peerToPeer",
      copyStorage: false,
      autoConverge: false,
      acceptUnsafe: false,
      ...over,
    },
    intent: `intent-${++intents}-fault`,
  });
}

const virsh = (host: string, ...args: string[]) =>
  s.lab.host(host).attempt(["virsh", "-q", ...args], {});
const stateOn = async (host: string, guest: string) => {
  const answer = await virsh(host, "domstate", "--reason", guest);
  return answer.code === 0 ? answer.stdout.trim() : "absent";
};

/** Whether the guest's counter goes on there. */
async function advances(host: string, guest: string): Promise<boolean> {
  if (!(await stateOn(host, guest)).startsWith("running")) return false;
  const before = await s.lab.readCounter(host, guest);
  const goesOn = async () => (await s.lab.readCounter(host, guest)) > before;
  return waitUntil("the counter", goesOn, { timeoutMs: 3_000 }).catch(() => false);
}

async function copying(id: string): Promise<OperationView> {
  return waitUntil("copying", () => {
    const view = s.runtime().operations.open(id);
    return (view?.progress?.dataProcessedBytes ?? 0) > 0 && view;
  });
}

/** Stock libvirt ends this with the machine running on both hosts. */
test.each(["peerToPeer", "managed"] as const)(
  "%s with copied disks, the destination's daemon stalls in Finish: never two running copies, one at the end",
  async (mode) => {
    const name = `stall-${mode.toLowerCase()}`;
    const slow = { memoryMib: 64, dirtyMibPerSecond: 16, storage: "local" } as const;
    const uuid = await s.guest("kvm1", { name, ...slow });
    const { id } = await migrate(uuid, { mode, copyStorage: true, bandwidthMibps: 4 });
    await copying(id);
    const fault = await s.lab.faults.stopDaemon("kvm2", "libvirtd");
    await virsh("kvm1", "migrate-setspeed", name, "2000");
    await virsh("kvm1", "migrate-setmaxdowntime", name, "5000");
    await waitUntil("the source to stand still", async () =>
      (await stateOn("kvm1", name)).startsWith("paused"),
    );
    await waitUntil(
      "libvirt to give up",
      async () => !(await stateOn("kvm1", name)).startsWith("paused"),
      {
        timeoutMs: 60_000,
        everyMs: 500,
      },
    ).catch(() => undefined);
    await fault.heal();
    let both = false;
    const watching = waitUntil(
      "the end",
      async () => {
        const [here, there] = [await advances("kvm1", name), await advances("kvm2", name)];
        both ||= here && there;
        return s.runtime().operations.open(id) === undefined;
      },
      { timeoutMs: 120_000 },
    );
    const view = await s.ended(id, 120_000);
    await watching;
    expect(both).toBe(false);
    const where = { kvm1: await advances("kvm1", name), kvm2: await advances("kvm2", name) };
    expect(where).toEqual(
      view.state === "succeeded" ? { kvm1: false, kvm2: true } : { kvm1: true, kvm2: false },
    );
    expect([await stateOn("kvm1", name), await stateOn("kvm2", name)]).toContain("absent");
    await s.removeGuest(name);
  },
  240_000,
);

test("the destination becomes unreachable for us in mid-copy: the outcome is read when it is back", async () => {
  const name = "cut-off";
  const uuid = await s.guest("kvm1", { name, memoryMib: 64, dirtyMibPerSecond: 16 });
  const { id } = await migrate(uuid, { bandwidthMibps: 4 });
  await copying(id);
  const fault = await s.lab.faults.cutFromDashboard("kvm2");
  await virsh("kvm1", "migrate-setspeed", name, "2000");
  await virsh("kvm1", "migrate-setmaxdowntime", name, "5000");
  const view = await waitUntil(
    "unknown, or known",
    () => {
      const open = s.runtime().operations.open(id);
      return open === undefined || (open.state === "indeterminate" && open);
    },
    { timeoutMs: 60_000 },
  );
  expect(view).toMatchObject({ state: "indeterminate" });
  expect(await s.runtime().db.resourceLock.count()).toBe(1);
  await fault.heal();
  expect(await s.ended(id, 120_000)).toMatchObject({ state: "succeeded" });
  expect(await advances("kvm2", name)).toBe(true);
  await s.removeGuest(name);
}, 240_000);

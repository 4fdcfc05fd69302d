import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { waitUntil } from "@/e2e/lab/wait-until";
import { type ServerLab, startServerLab } from "../migrations/testing/server-lab";
import { getOperation } from "../operations/get";
import type { OperationView } from "../operations/types";
import { actOnMachines } from "./act-on-machines";
import { getMachineXml } from "./get-xml";
import type { MachineAction } from "./schema";

let s: ServerLab;
let intents = 0;
beforeAll(async () => {
  s = await startServerLab("int-power", 1);
}, 240_000);
afterAll(() => s?.dispose());

async function act(action: MachineAction, ...uuids: string[]) {
  return actOnMachines(s.verb(), action, {
    machines: uuids.map((uuid) => ({ hostId: "kvm1", uuid })),
    intent: `intent-${++intents}-power`,
  });
}

/** One action on one machine, begun: its operation's id. */
async function begun(action: MachineAction, uuid: string): Promise<string> {
  const [result] = await act(action, uuid);
  expect(result?.problem).toBeNull();
  return result?.operationId ?? "";
}

async function done(action: MachineAction, uuid: string): Promise<OperationView> {
  return s.ended(await begun(action, uuid));
}

const virshState = async (guest: string) =>
  (await s.lab.host("kvm1").virsh(["domstate", guest])).trim();
const mirrored = (uuid: string) => s.runtime().fleet.machine({ hostId: "kvm1", uuid })?.state;

/** The guest's counter once it is well above what a fresh one has. */
async function counted(guest: string): Promise<number> {
  return waitUntil("a count", async () => {
    const count = await s.lab.readCounter("kvm1", guest);
    return count > 50 && count;
  });
}

/** A guest that starts over counts from the beginning. */
async function startedOver(guest: string, before: number): Promise<void> {
  await waitUntil("a fresh count", async () => (await s.lab.readCounter("kvm1", guest)) < before);
}

async function inPhase(id: string, phase: string): Promise<void> {
  await waitUntil(phase, () => s.runtime().operations.open(id)?.phase === phase);
}

describe("each action ends by a look at the host", () => {
  const name = "actions";
  let uuid: string;
  beforeAll(async () => {
    uuid = await s.guest("kvm1", { name });
  });

  test("pause, resume, force off, start: done when the host says so, and the mirror says the same at once", async () => {
    const steps = [
      ["pause", "paused", "paused"],
      ["resume", "running", "running"],
      ["forceOff", "shut off", "shutOff"],
      ["start", "running", "running"],
    ] as const;
    for (const [action, host, mirror] of steps) {
      const view = await done(action, uuid);
      expect(view).toMatchObject({ state: "succeeded", problem: null });
      expect(mirrored(uuid)).toBe(mirror);
      expect(await virshState(name)).toBe(host);
    }
  });

  test("reset starts the guest over", async () => {
    const before = await counted(name);
    expect(await done("reset", uuid)).toMatchObject({ state: "succeeded" });
    await startedOver(name, before);
  });

  test("the record has the phases, the evidence and the command one would type", async () => {
    const { id } = await done("pause", uuid);
    const detail = await getOperation(s.verb(), { id });
    expect(detail.events.map((event) => event.phase)).toEqual([
      "requested",
      "requesting",
      "succeeded",
    ]);
    expect(detail.evidence).toMatchObject({ state: "paused", reason: "user", host: "kvm1" });
    expect(detail.command).toMatch(/^virsh -c qemu\+ssh:\/\/root@[\d.]+\/system suspend actions$/);
    await done("resume", uuid);
  });

  test("what makes no sense is refused with the state it is in, and leaves no record", async () => {
    const before = await s.runtime().db.operation.count();
    const [result] = await act("start", uuid);
    expect(result).toMatchObject({
      operationId: null,
      problem: { code: "machineStateWrong", params: { state: "running", machine: name } },
    });
    expect(await s.runtime().db.operation.count()).toBe(before);
  });

  test("a bulk action never fails as a whole: each machine has its operation or its reason", async () => {
    const other = await s.guest("kvm1", { name: "bulk-off" });
    await done("forceOff", other);
    const stranger = "00000000-0000-4000-8000-00000000abcd";
    const results = await act("pause", uuid, other, stranger);
    expect(results.map((result) => result.problem?.code ?? "begun")).toEqual([
      "begun",
      "machineStateWrong",
      "machineGone",
    ]);
    await s.ended(results[0]?.operationId ?? "");
    await done("resume", uuid);
    await s.removeGuest("bulk-off");
  });

  test("XML comes live and as it starts next", async () => {
    const xml = await getMachineXml(s.verb(), { machine: { hostId: "kvm1", uuid } });
    expect(xml.live).toMatch(/<domain type='qemu' id='\d+'/);
    expect(xml.inactive).toMatch(/<domain type='qemu'>/);
  });
});

describe("a guest that is asked", () => {
  test("and goes down: shut off", async () => {
    const name = "polite";
    const uuid = await s.guest("kvm1", { name });
    expect(await done("shutdown", uuid)).toMatchObject({
      state: "succeeded",
      phase: "waitingForGuest",
    });
    expect(await virshState(name)).toBe("shut off");
    await s.removeGuest(name);
  });

  describe("and does not hear", () => {
    const name = "deaf";
    let uuid: string;
    beforeAll(async () => {
      uuid = await s.guest("kvm1", { name, deaf: true });
    });
    beforeEach(async () => {
      await waitUntil("no operation", () => s.runtime().operations.openOn({ uuid }) === undefined);
    });

    test("is waited for, and the wait can be cancelled; the machine runs on", async () => {
      const id = await begun("shutdown", uuid);
      await inPhase(id, "waitingForGuest");
      await s.runtime().operations.requestCancel(id, { id: "u1", name: "ada" });
      expect(await s.ended(id)).toMatchObject({ state: "cancelled" });
      expect(await virshState(name)).toBe("running");
    });

    test("while it is waited for, other actions are refused by name, and force off ends the wait", async () => {
      const id = await begun("shutdown", uuid);
      await inPhase(id, "waitingForGuest");
      const [refused] = await act("pause", uuid);
      expect(refused?.problem).toMatchObject({
        code: "machineBusy",
        params: {
          operationId: id,
          operation: "machine.shutdown",
          by: "ada",
          phase: "waitingForGuest",
        },
      });
      expect(await done("forceOff", uuid)).toMatchObject({ state: "succeeded" });
      expect(await virshState(name)).toBe("shut off");
      const detail = await getOperation(s.verb(), { id });
      expect(detail.state).toBe("cancelled");
      await s.removeGuest(name);
    });
  });
});

describe("reboot", () => {
  test("is done when the guest has restarted, by the host's own event", async () => {
    const name = "again";
    const uuid = await s.guest("kvm1", { name });
    const before = await counted(name);
    expect(await done("reboot", uuid)).toMatchObject({ state: "succeeded" });
    await startedOver(name, before);
    await s.removeGuest(name);
  });
});

describe("reasons of a start that fails", () => {
  test("a missing disk is named", async () => {
    const name = "no-disk";
    const uuid = await s.guest("kvm1", { name });
    await done("forceOff", uuid);
    await s.lab.host("kvm1").exec(["rm", `/mnt/kvm/${name}.qcow2`]);
    expect(await done("start", uuid)).toMatchObject({
      state: "failed",
      problem: { code: "diskMissing" },
    });
    await s.removeGuest(name);
  });

  test("a daemon that goes silent in mid-call leaves the outcome unknown until it answers again", async () => {
    const name = "silent";
    const uuid = await s.guest("kvm1", { name });
    await done("forceOff", uuid);
    const fault = await s.lab.faults.stopDaemon("kvm1", "libvirtd");
    const id = await begun("start", uuid);
    await waitUntil("unknown", () => s.runtime().operations.open(id)?.state === "indeterminate", {
      timeoutMs: 60_000,
    });
    await fault.heal();
    expect((await s.ended(id, 90_000)).state).toMatch(/succeeded|failed/);
    const { state } = await s.ended(id);
    expect(await virshState(name)).toBe(state === "succeeded" ? "running" : "shut off");
    await s.removeGuest(name);
  }, 200_000);
});

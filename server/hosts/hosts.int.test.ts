import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labUnderTest } from "@/e2e/lab/lab-under-test";
import { createFleet } from "../inventory/fleet";
import { until } from "../inventory/testing/fleet-fixture";
import { addHost } from "./add";
import { installKey } from "./install-key";
import { probeHost } from "./probe";
import { removeHost } from "./remove";
import { renameHost } from "./rename";
import { repinHost } from "./repin";
import { type ServerFixture, startServerFixture } from "./testing/server-fixture";
import type { ConnectStep, ProbeMessage } from "./types";

const { lab } = labUnderTest("int-hosts");
let server: ServerFixture;
beforeAll(async () => {
  server = await startServerFixture();
});
afterAll(() => server?.stop());

interface Probed {
  steps: Map<string, ConnectStep>;
  verdict: Extract<ProbeMessage, { kind: "verdict" }> | undefined;
}

async function probe(uri: string, hostKeySha256?: string): Promise<Probed> {
  const steps = new Map<string, ConnectStep>();
  let verdict: Probed["verdict"];
  const input = { uri, ...(hostKeySha256 ? { hostKeySha256 } : {}) };
  for await (const message of probeHost(server.ctx, input, new AbortController().signal)) {
    if (message.kind === "step") steps.set(message.step.name, message.step);
    else verdict = message;
  }
  return { steps, verdict };
}

const first = () => {
  const host = lab().hosts[0];
  if (!host) throw new Error("the lab has no host");
  return host;
};

const failing = ({ steps }: Probed) =>
  [...steps.values()]
    .filter((step) => step.status === "fail")
    .map(({ name, problem }) => [name, problem?.code]);

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "nothing",
    (error: { problem?: { code: string } }) => error.problem?.code,
  );

const intent = () => randomUUID();
let pin = "";
let hostId = "";

describe("from an address to a host", () => {
  it("stops at a host key nobody has confirmed, and shows its fingerprint", async () => {
    const probed = await probe(`root@${first().address}`);
    expect(failing(probed)).toEqual([["hostKey", "hostKeyUnknown"]]);
    expect(probed.verdict).toMatchObject({ ok: false, machineCount: null });
    pin = probed.verdict?.hostKeySha256 ?? "";
    expect(pin).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(probed.steps.get("hostKey")?.problem?.params?.sha256).toBe(pin);
  });

  it("is not stored without a confirmed key", async () => {
    const uri = `root@${first().address}`;
    expect(await codeOf(addHost(server.ctx, { uri, name: "a", intent: intent() }))).toBe(
      "hostKeyUnknown",
    );
    expect(server.runtime.fleet.hosts()).toEqual([]);
  });

  it("says that our key is not accepted, and that a password is wrong", async () => {
    const uri = `root@${first().address}`;
    expect(failing(await probe(uri, pin))).toEqual([["signIn", "keyRejected"]]);
    const input = { uri, hostKeySha256: pin, password: "wrong; touch /tmp/x" };
    expect(await codeOf(installKey(server.ctx, input))).toBe("passwordRejected");
  });

  it("installs the key with a password once, for root and for a plain user", async () => {
    for (const { user, password } of first().passwordUsers) {
      const uri = `${user}@${first().address}`;
      await installKey(server.ctx, { uri, hostKeySha256: pin, password });
      await installKey(server.ctx, { uri, hostKeySha256: pin, password });
    }
    const keys = await first().exec(["cat", "/root/.ssh/authorized_keys"]);
    const { publicKey } = await server.runtime.identity.describe();
    expect(keys.split("\n").filter((line) => line === publicKey)).toHaveLength(1);
    const operations = await server.runtime.db.operation.findMany({
      where: { kind: "host.installKey" },
    });
    const password = first().passwordUsers[0]?.password ?? "";
    expect(JSON.stringify(operations)).not.toContain(password);
  });

  it("passes every step, and warns of a host without KVM", async () => {
    const probed = await probe(`root@${first().address}`, pin);
    const status = Object.fromEntries([...probed.steps].map(([name, step]) => [name, step.status]));
    expect(status).toEqual({
      resolve: "pass",
      reach: "pass",
      hostKey: "pass",
      signIn: "pass",
      socket: "pass",
      version: "pass",
      kvm: expect.stringMatching(/^(pass|warn)$/),
      machines: "pass",
    });
    expect(probed.verdict).toEqual({
      kind: "verdict",
      ok: true,
      hostname: first().name,
      suggestedName: first().name,
      machineCount: 0,
      hostKeySha256: pin,
    });
  });

  it("adds it once; the same computer by another user or way is known", async () => {
    const { address, name } = first();
    const uri = `root@${address}`;
    const input = { uri, name, hostKeySha256: pin, intent: intent() };
    const added = await addHost(server.ctx, input);
    hostId = added.hostId;
    await until("online", () => server.runtime.fleet.host(hostId)?.link === "online");
    await until("facts", () => server.runtime.fleet.hostDetail(hostId)?.capabilities?.hostUuid);
    expect(server.runtime.fleet.host(hostId)).toMatchObject({ name, hostname: name });
    const again = { ...input, name: "other", intent: intent() };
    expect(await codeOf(addHost(server.ctx, again))).toBe("hostKnown");
    const plain = { ...again, uri: `flotilla@${address}`, intent: intent() };
    expect(await codeOf(addHost(server.ctx, plain))).toBe("hostKnown");
    const tcp = { uri: first().uris.tcp, name: "other", intent: intent() };
    expect(await codeOf(addHost(server.ctx, tcp))).toBe("hostKnown");
    const operation = await server.runtime.db.operation.findUniqueOrThrow({
      where: { id: added.operationId },
    });
    expect(operation).toMatchObject({ kind: "host.add", state: "succeeded" });
  });

  it.each([
    ["qemu+ssh://root@no-such-host.invalid/system", "resolve", "hostUnresolvable"],
    ["qemu+ssh://root@127.0.0.1:1/system", "reach", "hostRefused"],
    ["qemu:///system?socket=/nonexistent", "socket", "libvirtMissing"],
    ["qemu+tcp://127.0.0.1:1/system", "reach", "hostRefused"],
  ])("%s fails at %s with %s", async (uri, step, code) => {
    expect(failing(await probe(uri))).toEqual([[step, code]]);
  });
});

describe("a registered host", () => {
  it("is renamed, but not to a name that is taken", async () => {
    await renameHost(server.ctx, { hostId, name: "renamed" });
    expect(server.runtime.fleet.host(hostId)?.name).toBe("renamed");
    expect(server.runtime.fleet.host(hostId)?.link).toBe("online");
    expect(await codeOf(renameHost(server.ctx, { hostId, name: "renamed" }))).toBe("nothing");
    expect(await codeOf(renameHost(server.ctx, { hostId: "none", name: "x" }))).toBe("notFound");
  });

  it("shows an outside start within a blink, its figures and its uptime", async () => {
    const host = first();
    const uuid = await lab().defineGuest(host.name, { name: "t1", kind: "tiny" });
    const row = () => server.runtime.fleet.machine({ hostId, uuid });
    await until("defined", () => row()?.state === "shutOff");
    await host.virsh(["start", "t1"]);
    await until("running", () => row()?.state === "running", 2_000);
    expect(row()?.startedAtMs).toBeGreaterThan(Date.now() - 10_000);
    expect(row()).toMatchObject({ vcpus: 1, memoryKib: 32 * 1024 });
    const abort = new AbortController();
    let found = false;
    const key = { hostId, uuid };
    for await (const sample of server.runtime.fleet.watchMachine(key, abort.signal)) {
      found = sample.cpuPercent !== null && sample.diskReadBps !== null;
      if (found) abort.abort();
    }
    expect(found).toBe(true);
    const detail = server.runtime.fleet.machineDetail({ hostId, uuid });
    expect(detail?.disks[0]?.capacityBytes).toBeGreaterThan(0);
  });

  it("stays itself while one QEMU hangs: others are still sampled, clicks still answered", async () => {
    const host = first();
    const other = await lab().defineGuest(host.name, { name: "t2", kind: "tiny" });
    await host.virsh(["start", "t2"]);
    await until(
      "running",
      () => server.runtime.fleet.machine({ hostId, uuid: other })?.state === "running",
    );
    const fault = await lab().faults.stopGuest(host.name, "t1");
    try {
      const abort = new AbortController();
      const seen: number[] = [];
      const reader = (async () => {
        for await (const message of server.runtime.fleet.watch({ signal: abort.signal })) {
          if (message.kind === "samples" && `${hostId}/${other}` in message.machines) {
            seen.push(message.atMs);
          }
        }
      })();
      await until("the other is sampled three times", () => seen.length >= 3, 30_000);
      const start = performance.now();
      await server.runtime.fleet.session(hostId)?.resync();
      expect(performance.now() - start).toBeLessThan(2_000);
      abort.abort();
      await reader;
    } finally {
      await fault.heal();
    }
  });

  it("knows since when a machine runs that was started before the server", async () => {
    const { db, fleet, identity, secrets, log } = server.runtime;
    const rows = fleet.machines(hostId).filter(({ state }) => state === "running");
    expect(rows.length).toBeGreaterThan(0);
    await db.machine.deleteMany({});
    const newcomer = createFleet({ db, identity, secrets, log });
    await newcomer.start();
    for (const { uuid, startedAtMs } of rows) {
      const since = await until("its start", () => newcomer.machine({ hostId, uuid })?.startedAtMs);
      expect(Math.abs(since - (startedAtMs ?? 0))).toBeLessThan(5_000);
    }
    await newcomer.close();
  });

  it("is grey after a power cut and true again afterwards", async () => {
    const host = first();
    const before = server.runtime.fleet.machines(hostId);
    await lab().powerOff(host.name);
    await until("lost", () => server.runtime.fleet.host(hostId)?.link === "unreachable", 40_000);
    expect(server.runtime.fleet.machines(hostId)).toEqual(before);
    await lab().powerOn(host.name);
    server.runtime.fleet.reconnect(hostId);
    await until("back", () => server.runtime.fleet.host(hostId)?.link === "online", 60_000);
    const states = server.runtime.fleet.machines(hostId).map(({ state }) => state);
    expect(states).toEqual(["shutOff", "shutOff"]);
  });

  it("stops at a changed host key until a person pins the one it really shows", async () => {
    const host = first();
    await lab().faults.replaceHostKey(host.name);
    await lab().powerOff(host.name);
    await lab().powerOn(host.name);
    const refused = await until(
      "refused",
      () => {
        server.runtime.fleet.reconnect(hostId);
        const row = server.runtime.fleet.host(hostId);
        return row?.link === "refused" && row;
      },
      60_000,
    );
    expect(refused.problem).toMatchObject({ code: "hostKeyChanged" });
    const shown = String(refused.problem?.params?.sha256);
    const wrong = { hostId, hostKeySha256: pin };
    expect(await codeOf(repinHost(server.ctx, wrong))).toBe("hostKeyChanged");
    await repinHost(server.ctx, { hostId, hostKeySha256: shown });
    await until("online", () => server.runtime.fleet.host(hostId)?.link === "online", 30_000);
    expect(server.runtime.fleet.hostDetail(hostId)?.hostKeySha256).toBe(shown);
  });

  it("is forgotten with its machines, and may be added again", async () => {
    await removeHost(server.ctx, { hostId });
    expect(server.runtime.fleet.host(hostId)).toBeUndefined();
    expect(await server.runtime.db.machine.count()).toBe(0);
    expect(await codeOf(removeHost(server.ctx, { hostId }))).toBe("notFound");
  });
});

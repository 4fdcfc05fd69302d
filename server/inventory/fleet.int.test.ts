import { join } from "node:path";
import { type Connection, connect, type Domain, listAllDomains, parseUuid } from "node-libvirt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestDaemon, type TestDaemon } from "../node-libvirt/testing/libvirtd";
import {
  type FleetFixture,
  startFleetFixture,
  until,
  writeTestHost,
} from "./testing/fleet-fixture";
import { type SocketProxy, startSocketProxy } from "./testing/socket-proxy";
import type { InventoryMessage } from "./types";

let daemon: TestDaemon;
let proxy: SocketProxy;
let fixture: FleetFixture;
let outside: Connection;

const uuidOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const domain = (n: number): Domain => ({ name: `out${n}`, uuid: parseUuid(uuidOf(n)), id: -1 });
const xmlOf = (n: number, more = "") =>
  `<domain type="test"><name>out${n}</name><uuid>${uuidOf(n)}</uuid>${more}
   <memory unit="KiB">65536</memory><vcpu>2</vcpu><os><type>hvm</type></os></domain>`;

const machine = (n: number) => fixture.fleet.machine({ hostId: "shared", uuid: uuidOf(n) });
const link = (id: string) => fixture.fleet.host(id)?.link;

beforeAll(async () => {
  daemon = await startTestDaemon();
  fixture = await startFleetFixture();
  proxy = await startSocketProxy(join(fixture.directory, "proxy-sock"), daemon.socketPath);
  outside = await connect(`test+unix:///default?socket=${daemon.socketPath}`);
  await fixture.add("shared", `test+unix:///default?socket=${proxy.path}`);
  await until("the host is online", () => link("shared") === "online");
});

afterAll(async () => {
  await outside?.close();
  await fixture?.close();
  await proxy?.close();
  await daemon?.stop();
});

describe("what happens on a host outside of us", () => {
  it("shows a machine defined, started, paused, stopped and undefined, without being asked", async () => {
    const { remote } = outside;
    await remote.domainDefineXmlFlags({ xml: xmlOf(1, "<title>One</title>"), flags: 0 });
    await until("defined", () => machine(1)?.state === "shutOff");
    await until("its XML is read", () => machine(1)?.title === "One");
    await remote.domainCreateWithFlags({ dom: domain(1), flags: 0 });
    await until("running", () => machine(1)?.state === "running");
    expect(machine(1)?.startedAtMs).toBeGreaterThan(Date.now() - 10_000);
    expect(machine(1)).toMatchObject({ vcpus: 2, memoryKib: 65_536, persistent: true });
    await remote.domainSuspend({ dom: domain(1) });
    await until("paused", () => machine(1)?.state === "paused");
    await remote.domainDestroyFlags({ dom: domain(1), flags: 0 });
    await until("off", () => machine(1)?.state === "shutOff");
    expect(machine(1)).toMatchObject({ reason: "destroyed", startedAtMs: null });
    await remote.domainUndefineFlags({ dom: domain(1), flags: 0 });
    await until("gone", () => machine(1) === undefined);
  });

  it("brings an outside start to an open feed within a blink", async () => {
    const { remote } = outside;
    await remote.domainDefineXmlFlags({ xml: xmlOf(2), flags: 0 });
    await until("defined", () => machine(2));
    const abort = new AbortController();
    let onState = (_state: string) => {};
    const reader = follow(fixture.fleet.watch({ signal: abort.signal }), (message) => {
      if (message.kind !== "change") return;
      for (const row of message.machines) if (row.uuid === uuidOf(2)) onState(row.state);
    });
    const delays: number[] = [];
    for (let round = 0; round < 20; round++) {
      const seen = new Promise<void>((resolve) => {
        onState = (state) => state === "running" && resolve();
      });
      const start = performance.now();
      await Promise.all([remote.domainCreateWithFlags({ dom: domain(2), flags: 0 }), seen]);
      delays.push(performance.now() - start);
      await remote.domainDestroyFlags({ dom: domain(2), flags: 0 });
      await until("off again", () => machine(2)?.state === "shutOff");
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    abort.abort();
    await reader;
    delays.sort((a, b) => a - b);
    expect(delays[10]).toBeLessThan(50);
    await remote.domainUndefineFlags({ dom: domain(2), flags: 0 });
  });

  it("ends a storm of starts and stops with the truth, and without a look for each event", async () => {
    const { remote } = outside;
    const numbers = Array.from({ length: 40 }, (_, i) => 100 + i);
    for (const n of numbers) await remote.domainDefineXmlFlags({ xml: xmlOf(n), flags: 0 });
    await until("all are known", () => numbers.every((n) => machine(n)));
    const before = fixture.fleet.session("shared")?.control().stats.bytesOut ?? 0;
    for (let round = 0; round < 25; round++) {
      await Promise.all(
        numbers.map(async (n) => {
          await remote.domainCreateWithFlags({ dom: domain(n), flags: 0 });
          if (round < 24 || n % 2 === 0)
            await remote.domainDestroyFlags({ dom: domain(n), flags: 0 });
        }),
      );
    }
    const truth = (n: number) => (n % 2 === 0 ? "shutOff" : "running");
    await until("the last state", () => numbers.every((n) => machine(n)?.state === truth(n)));
    const bytes = (fixture.fleet.session("shared")?.control().stats.bytesOut ?? 0) - before;
    // 2,000 events; three calls of some 60 bytes for each would be 360,000
    expect(bytes).toBeLessThan(250_000);
    for (const n of numbers) {
      if (n % 2) await remote.domainDestroyFlags({ dom: domain(n), flags: 0 });
      await remote.domainUndefineFlags({ dom: domain(n), flags: 0 });
    }
    await until("all are gone", () => numbers.every((n) => machine(n) === undefined));
  });

  it("shows a hostile name harmlessly", async () => {
    const evil = "x\u202egpj.exe&lt;script&gt;";
    await outside.remote.domainDefineXmlFlags({
      xml: xmlOf(3, "<title>t\u2066\u202e</title>").replace("out3", evil),
      flags: 0,
    });
    const row = await until("it is known", () => machine(3)?.title && machine(3));
    expect(row).toMatchObject({ name: "x‹U+202E›gpj.exe<script>", title: "t‹U+2066›‹U+202E›" });
    await outside.remote.domainUndefineFlags({ dom: domain(3), flags: 0 });
  });
});

describe("a host that goes away", () => {
  it("keeps its rows as they were, says since when, and is true again when it is back", async () => {
    await until("online", () => link("shared") === "online");
    const rows = fixture.fleet.machines("shared");
    const cutAtMs = Date.now();
    await proxy.cut();
    await until("lost", () => link("shared") === "unreachable");
    const host = fixture.fleet.host("shared");
    expect(host?.sinceMs).toBeGreaterThanOrEqual(cutAtMs);
    expect(host?.seenAtMs).toBeGreaterThan(0);
    expect(host?.problem).not.toBeNull();
    expect(fixture.fleet.machines("shared")).toEqual(rows);
    expect(() => fixture.fleet.session("shared")?.control()).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: "hostOffline" }) }),
    );
    await outside.remote.domainDefineXmlFlags({ xml: xmlOf(4), flags: 0 });
    await proxy.mend();
    fixture.fleet.reconnect("shared");
    await until("online", () => link("shared") === "online");
    expect(machine(4)?.state).toBe("shutOff");
    expect(fixture.fleet.host("shared")?.problem).toBeNull();
    await outside.remote.domainUndefineFlags({ dom: domain(4), flags: 0 });
    await until("events flow again", () => machine(4) === undefined);
  });

  it("notices silence, and costs the other hosts nothing", async () => {
    const path = await writeTestHost(fixture.directory, "silent", { count: 3, running: 1 });
    const quiet = await startSocketProxy(join(fixture.directory, "quiet-sock"), daemon.socketPath);
    await fixture.add("quiet", `test+unix://${path}?socket=${quiet.path}`);
    await until("online", () => link("quiet") === "online");
    quiet.silence();
    const stuck = fixture.fleet.session("quiet")?.refreshMachine(uuidOf(0));
    stuck?.catch(() => undefined);
    const start = performance.now();
    for (let n = 0; n < 50; n++) {
      const { uuid = "" } = fixture.fleet.machines("shared")[0] ?? {};
      await fixture.fleet.session("shared")?.refreshMachine(uuid);
    }
    expect(performance.now() - start).toBeLessThan(1_000);
    await until("silence is noticed", () => link("quiet") === "unreachable", 30_000);
    expect(fixture.fleet.machines("quiet")).toHaveLength(3);
    expect(link("shared")).toBe("online");
    await fixture.fleet.removeHost("quiet");
    await fixture.db.host.delete({ where: { id: "quiet" } });
    await quiet.close();
  });

  it("says what is wrong with a host that cannot be opened", async () => {
    await fixture.add("nowhere", "test+unix:///default?socket=/nonexistent/sock");
    await until("it failed", () => fixture.fleet.host("nowhere")?.problem);
    expect(fixture.fleet.host("nowhere")).toMatchObject({
      link: "unreachable",
      problem: { code: "libvirtMissing" },
    });
    await fixture.fleet.removeHost("nowhere");
    await fixture.db.host.delete({ where: { id: "nowhere" } });
    expect(fixture.fleet.host("nowhere")).toBeUndefined();
  });
});

describe("a restart", () => {
  it("shows the fleet at once with its age, before any host has answered", async () => {
    const path = await writeTestHost(fixture.directory, "kept", { count: 300, running: 7 });
    await fixture.add("kept", `test+unix://${path}?socket=${daemon.socketPath}`);
    await until(
      "the list is complete",
      () =>
        fixture.fleet.machines("kept").every((row) => row.title !== null && row.memoryKib > 0) &&
        fixture.fleet.machines("kept").length === 300,
    );
    await until("the host's facts are read", () => fixture.fleet.hostDetail("kept")?.node);
    const before = fixture.fleet.machines("kept").sort(byUuid);
    const detail = fixture.fleet.hostDetail("kept");
    const fleet = await fixture.restart();
    await proxy.cut();
    await fleet.start();
    expect(fleet.machines("kept").sort(byUuid)).toEqual(before);
    expect(fleet.host("shared")?.seenAtMs).toBeGreaterThan(Date.now() - 600_000);
    expect(fleet.hostDetail("kept")).toMatchObject({ node: detail?.node, runningCount: 7 });
    await until("kept is online", () => link("kept") === "online");
    expect(link("shared")).not.toBe("online");
    await proxy.mend();
    fleet.reconnect("shared");
    await until("shared is online", () => link("shared") === "online");
    expect(await fixture.db.machine.count({ where: { hostId: "kept" } })).toBe(300);
  });
});

describe("figures", () => {
  it("are read only while somebody looks", async () => {
    await outside.remote.domainDefineXmlFlags({ xml: xmlOf(5), flags: 0 });
    await outside.remote.domainCreateWithFlags({ dom: domain(5), flags: 0 });
    await until("running", () => machine(5)?.state === "running");
    const abort = new AbortController();
    const samples: InventoryMessage[] = [];
    const reader = follow(fixture.fleet.watch({ signal: abort.signal }), (message) => {
      if (message.kind === "samples") samples.push(message);
    });
    await until("samples of the host arrive", () =>
      samples.some((m) => m.kind === "samples" && "shared" in m.hosts),
    );
    abort.abort();
    await reader;
    const calls = () => fixture.fleet.session("shared")?.control().stats.bytesOut ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 500));
    const quiet = calls();
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    // keepalive answers are 28 bytes
    expect(calls() - quiet).toBeLessThan(200);
    await outside.remote.domainDestroyFlags({ dom: domain(5), flags: 0 });
    await outside.remote.domainUndefineFlags({ dom: domain(5), flags: 0 });
  });

  it("come to a machine's page for as long as it is open, also while the machine is off", async () => {
    const abort = new AbortController();
    const uuid = (await listAllDomains(outside))[0]?.uuid;
    expect(uuid).toBeDefined();
    const key = { hostId: "shared", uuid: fixture.fleet.machines("shared")[0]?.uuid ?? "" };
    let count = 0;
    for await (const sample of fixture.fleet.watchMachine(key, abort.signal)) {
      expect(sample.atMs).toBeGreaterThan(0);
      if (++count === 2) abort.abort();
    }
    expect(count).toBe(2);
  });
});

const byUuid = (a: { uuid: string }, b: { uuid: string }) => (a.uuid < b.uuid ? -1 : 1);

async function follow(
  messages: AsyncIterable<InventoryMessage>,
  take: (message: InventoryMessage) => void,
): Promise<void> {
  for await (const message of messages) take(message);
}

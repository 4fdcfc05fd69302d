import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { supportsFeature } from "../client/daemon-facts";
import { getAllDomainStats } from "../client/domain-stats";
import { listAllDomains } from "../client/list-all";
import {
  VIR_CONNECT_LIST_DOMAINS_INACTIVE,
  VIR_DOMAIN_EVENT_STARTED,
  VIR_DOMAIN_EVENT_STOPPED,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_OPERATION_DENIED,
} from "../protocol/constants.gen";
import { REMOTE } from "../protocol/remote-calls.gen";
import type { NetworkEventLifecycleMsg } from "../protocol/remote-structs.gen";
import { dial, startTestDaemon, type TestDaemon, writeTestDriverFile } from "../testing/libvirtd";
import { type Connection, connectOver } from "./connection";
import type { ConnectOverOptions } from "./options";

const MACHINES = 200;
let daemon: TestDaemon;

beforeAll(async () => {
  daemon = await startTestDaemon();
  await writeTestDriverFile(join(daemon.directory, "machines.xml"), MACHINES);
});

afterAll(() => daemon.stop());

describe.each(["unix", "tcp"] as const)("a real libvirtd over %s", (transport) => {
  async function withConnection(
    run: (connection: Connection) => Promise<void>,
    options: Partial<ConnectOverOptions> = {},
  ): Promise<void> {
    const target =
      transport === "unix"
        ? { path: daemon.socketPath }
        : { host: "127.0.0.1", port: daemon.tcpPort };
    const name = `test://${daemon.directory}/machines.xml`;
    const connection = await connectOver(await dial(target), { name, ...options });
    try {
      await run(connection);
    } finally {
      await connection.close();
    }
  }

  it("lists every machine, and filters", () =>
    withConnection(async (connection) => {
      const all = await listAllDomains(connection);
      expect(all).toHaveLength(MACHINES);
      const off = await listAllDomains(connection, VIR_CONNECT_LIST_DOMAINS_INACTIVE);
      expect(off).toHaveLength(MACHINES / 2);
      expect(off.every(({ id }) => id === -1)).toBe(true);
    }));

  it("starts and stops a machine, and tells of it in events before the answers", () =>
    withConnection(async (connection) => {
      const [off] = await listAllDomains(connection, VIR_CONNECT_LIST_DOMAINS_INACTIVE);
      if (!off) throw new Error("no machine is off");
      const seen: [string, number][] = [];
      const unsubscribe = await connection.events.subscribe(
        "domainEventCallbackLifecycle",
        ({ msg }) => seen.push([msg.dom.name, msg.event]),
      );
      await connection.remote.domainCreate({ dom: off });
      await connection.remote.domainDestroy({ dom: off });
      await connection.remote.domainGetState({ dom: off, flags: 0 });
      expect(seen).toEqual([
        [off.name, VIR_DOMAIN_EVENT_STARTED],
        [off.name, VIR_DOMAIN_EVENT_STOPPED],
      ]);
      await unsubscribe();
    }));

  it("keeps events of families apart whose ids collide", () =>
    withConnection(async (connection) => {
      const domains: string[] = [];
      const networks: NetworkEventLifecycleMsg[] = [];
      await connection.events.subscribe("domainEventCallbackLifecycle", ({ msg }) => {
        domains.push(msg.dom.name);
      });
      await connection.events.subscribe("networkEventLifecycle", (event) => {
        networks.push(event);
      });
      await connection.events.subscribe("storagePoolEventLifecycle", () => {});
      const xml = "<network><name>lan</name></network>";
      const { net } = await connection.remote.networkDefineXml({ xml });
      await connection.remote.networkCreate({ net });
      await connection.remote.networkLookupByName({ name: "lan" });
      expect(domains).toEqual([]);
      expect(networks.map((event) => event.net.name)).toEqual(["lan", "lan"]);
    }));

  it("takes two subscriptions of one event, which the daemon itself refuses", () =>
    withConnection(async (connection) => {
      const name = "domainEventCallbackLifecycle";
      const [off] = await listAllDomains(connection, VIR_CONNECT_LIST_DOMAINS_INACTIVE);
      if (!off) throw new Error("no machine is off");
      let count = 0;
      await connection.events.subscribe(name, () => count++);
      await connection.events.subscribe(name, () => count++);
      await connection.events.subscribe(name, () => count++, { dom: off });
      await connection.remote.domainCreate({ dom: off });
      await connection.remote.domainGetState({ dom: off, flags: 0 });
      expect(count).toBe(3);
    }));

  it("reads bulk statistics", () =>
    withConnection(async (connection) => {
      const stats = await getAllDomainStats(connection);
      expect(stats).toHaveLength(MACHINES);
      expect(stats.every((record) => typeof record.stats["state.state"] === "number")).toBe(true);
    }));

  it("answers 64 calls offered at once", () =>
    withConnection(async (connection) => {
      const doms = (await listAllDomains(connection)).slice(0, 64);
      const infos = await Promise.all(doms.map((dom) => connection.remote.domainGetInfo({ dom })));
      expect(infos).toHaveLength(64);
      expect(infos.every(({ nrVirtCpu }) => nrVirtCpu === 2)).toBe(true);
    }));

  it("passes on errors with libvirt's own numbers", () =>
    withConnection(async (connection) => {
      const call = connection.remote.domainLookupByName({ name: "nobody" });
      await expect(call).rejects.toMatchObject({
        libvirtCode: VIR_ERR_NO_DOMAIN,
        domainName: "VIR_FROM_TEST",
      });
    }));

  it("tells procedures and programs it does not know as not supported", () =>
    withConnection(async (connection) => {
      const known = REMOTE.connectGetHostname;
      const procedure = connection.call({ ...known, number: 60_000 }, undefined);
      await expect(procedure).rejects.toMatchObject({ isNoSupport: true });
      const program = connection.call({ ...known, program: 0x20008099 }, undefined);
      await expect(program).rejects.toMatchObject({ isNoSupport: true });
      expect(await supportsFeature(connection, 9_999)).toBe(false);
      await expect(connection.remote.connectGetHostname()).resolves.toBeDefined();
    }));

  it("refuses changes on a read-only connection", () =>
    withConnection(
      async (connection) => {
        const [dom] = await listAllDomains(connection, VIR_CONNECT_LIST_DOMAINS_INACTIVE);
        if (!dom) throw new Error("no machine is off");
        const call = connection.remote.domainCreate({ dom });
        await expect(call).rejects.toMatchObject({ libvirtCode: VIR_ERR_OPERATION_DENIED });
      },
      { readOnly: true },
    ));

  it("aborts a call, and the connection goes on", () =>
    withConnection(async (connection) => {
      const controller = new AbortController();
      const call = connection.remote.connectGetCapabilities(controller);
      controller.abort();
      await expect(call).rejects.toMatchObject({ code: "ABORTED" });
      await expect(connection.remote.connectGetHostname()).resolves.toBeDefined();
    }));

  it("notices a daemon that was stopped in its tracks, by deadline and by keepalive", () =>
    withConnection(
      async (connection) => {
        process.kill(daemon.pid, "SIGSTOP");
        try {
          const call = connection.remote.connectGetHostname({ timeoutMs: 100 });
          await expect(call).rejects.toMatchObject({ code: "TIMEOUT" });
          expect(await connection.closed).toMatchObject({ code: "CONNECTION_CLOSED" });
        } finally {
          process.kill(daemon.pid, "SIGCONT");
        }
      },
      { keepalive: { intervalMs: 100, count: 3 } },
    ));

  it("answers the daemon's own pings", async () => {
    const pinging = await startTestDaemon({
      config: ["keepalive_interval = 1", "keepalive_count = 1"],
    });
    try {
      const socket = await dial(
        transport === "unix"
          ? { path: pinging.socketPath }
          : { host: "127.0.0.1", port: pinging.tcpPort },
      );
      const connection = await connectOver(socket, { name: "test:///default" });
      const before = connection.stats.bytesIn;
      // One ping each second of silence, and the second unanswered one would end the connection.
      while (connection.stats.bytesIn < before + 3 * 28) {
        await Promise.race([connection.closed, new Promise((done) => setTimeout(done, 50))]);
        expect(connection.isOpen).toBe(true);
      }
      await connection.close();
    } finally {
      await pinging.stop();
    }
  });
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import type { GuestSpec } from "@/e2e/lab/guest-xml";
import { defaultPlace, type Lab, raiseLab } from "@/e2e/lab/lab";
import { takeDown } from "@/e2e/lab/take-down";
import { waitUntil } from "@/e2e/lab/wait-until";
import type { VerbContext } from "../../api/context";
import { readEnv } from "../../env";
import { fingerprintOf } from "../../hosts/openssh-key";
import type { OperationView } from "../../operations/types";
import { isTerminal } from "../../operations/types";
import { makeTestOwner, testOwnerRights } from "../../rights/testing/test-owner";
import { createRuntime } from "../../runtime";
import type { Runtime } from "../../runtime-types";

/** Real hosts and the server's own composition of everything, without its web part. */
export interface ServerLab {
  lab: Lab;
  dataDir: string;
  /** The running server's; throws while it is stopped. */
  runtime(): Runtime;
  verb(): VerbContext;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Defines and starts a tiny guest, and waits until it executes and the mirror knows it. */
  guest(host: string, spec: Omit<GuestSpec, "kind">): Promise<string>;
  removeGuest(name: string): Promise<void>;
  /** The operation once it has ended. */
  ended(id: string, timeoutMs?: number): Promise<OperationView>;
  dispose(): Promise<void>;
}

export async function composeServer(dataDir: string) {
  const env = readEnv({ NODE_ENV: "production", FLOTILLA_DATA: dataDir, PORT: "0" });
  const server = await createRuntime(env, pino({ level: process.env.LOG_LEVEL ?? "silent" }));
  await makeTestOwner(server.runtime);
  return server;
}

export async function startServerLab(name: string, hosts: number): Promise<ServerLab> {
  await takeDown(defaultPlace(name));
  const lab = await raiseLab({ name, hosts });
  const dataDir = await mkdtemp(join(tmpdir(), "flotilla-migrations-"));
  let server: Awaited<ReturnType<typeof composeServer>> | undefined;
  const runtime = () => {
    if (!server) throw new Error("the server is stopped");
    return server.runtime;
  };
  const online = (host: string) =>
    waitUntil(`${host} online`, () => runtime().fleet.host(host)?.link === "online", {
      timeoutMs: 30_000,
    });
  const serverLab: ServerLab = {
    lab,
    dataDir,
    runtime,
    verb: () => ({
      runtime: runtime(),
      person: {
        id: "u1",
        name: "ada",
        preferences: { locale: "en", theme: "light", density: "comfortable", singleKeys: true },
      },
      rights: testOwnerRights(runtime()),
      sessionId: "s1",
      sourceIp: "127.0.0.1",
    }),
    async start() {
      if (server) return;
      server = await composeServer(dataDir);
      await server.start();
      for (const host of server.runtime.fleet.hosts()) await online(host.id);
    },
    async stop() {
      await server?.stop();
      server = undefined;
    },
    async guest(host, spec) {
      const uuid = await lab.defineGuest(host, { ...spec, kind: "tiny", network: false });
      await lab.host(host).virsh(["start", uuid]);
      const executes = async () => (await lab.readCounter(host, spec.name)) > 0;
      await waitUntil("a running guest", executes, { timeoutMs: 30_000, everyMs: 100 });
      const known = () => {
        const detail = runtime().fleet.machineDetail({ hostId: host, uuid });
        return detail?.state === "running" && detail.disks.length === 1;
      };
      await waitUntil("the mirror to know it", known);
      return uuid;
    },
    async removeGuest(guest) {
      for (const host of lab.hosts) {
        await host.attempt(["virsh", "-q", "destroy", guest]);
        await host.attempt(["virsh", "-q", "undefine", guest]);
      }
    },
    async ended(id, timeoutMs = 60_000) {
      const signal = AbortSignal.timeout(timeoutMs);
      let last: OperationView | undefined;
      for await (const message of runtime().operations.watch(signal)) {
        const all = message.kind === "snapshot" ? message.operations : [message.operation];
        last = all.find((view) => view.id === id) ?? last;
        if (last && isTerminal(last.state)) return last;
      }
      throw new Error(`operation ${id} has no end: ${JSON.stringify(last)}`);
    },
    async dispose() {
      await serverLab.stop();
      await takeDown(defaultPlace(name));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  await serverLab.start();
  await lab.addAuthorizedKey((await runtime().identity.describe()).publicKey);
  for (const host of lab.hosts) {
    const hostKeySha256 = fingerprintOf(await host.ssh.hostKey());
    const record = { id: host.name, name: host.name, uri: host.uris.sshPlain, hostKeySha256 };
    await runtime().db.host.create({ data: record });
    runtime().fleet.addHost({ ...record, enabled: true, addedAtMs: Date.now() });
    await online(host.name);
  }
  return serverLab;
}

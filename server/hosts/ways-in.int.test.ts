import { randomUUID } from "node:crypto";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../inventory/testing/fleet-fixture";
import {
  type SecureDaemon,
  startSecureDaemon,
} from "../node-libvirt/transport/testing/secure-daemon";
import { SshLab } from "../node-libvirt/transport/testing/ssh-lab";
import { sshUsers, type TestSshd } from "../node-libvirt/transport/testing/sshd";
import { addHost } from "./add";
import { recordOf } from "./host-record";
import { parseAddresses } from "./parse-addresses";
import { probeHost } from "./probe";
import { removeHost } from "./remove";
import type { ProbeInput } from "./schema";
import { type ServerFixture, startServerFixture } from "./testing/server-fixture";

/** From what a person types to a host that is online, by ways that the lab does not have. */
let server: ServerFixture;
beforeAll(async () => {
  server = await startServerFixture();
});
afterAll(() => server?.stop());

async function parsed(text: string): Promise<string> {
  const [line] = await parseAddresses(server.ctx, { text });
  if (!line?.uri) throw new Error(`${text}: ${line?.problem?.code}`);
  return line.uri;
}

/** The steps that failed, with their codes, and the key the host has shown. */
async function probe(input: ProbeInput) {
  const failed: string[] = [];
  let hostKeySha256: string | null = null;
  for await (const message of probeHost(server.ctx, input, new AbortController().signal)) {
    if (message.kind === "verdict") hostKeySha256 = message.hostKeySha256;
    else if (message.step.status === "fail")
      failed.push(`${message.step.name}: ${message.step.problem?.code}`);
  }
  return { failed, hostKeySha256 };
}

async function addAndSee(input: ProbeInput): Promise<string> {
  const named = { ...input, name: `host ${randomUUID()}`, intent: randomUUID() };
  const { hostId } = await addHost(server.ctx, named);
  await until("online", () => server.runtime.fleet.host(hostId)?.link === "online");
  await until("its machine", () => server.runtime.fleet.machines(hostId).length === 1);
  return hostId;
}

const remove = (hostId: string) => removeHost(server.ctx, { hostId });

describe("a daemon that asks for a user name and password", () => {
  const right = { username: "operator", password: "correct horse, battery" };
  let daemon: SecureDaemon;
  beforeAll(async () => {
    daemon = await startSecureDaemon({
      config: { auth_tls: '"sasl"', auth_tcp: '"sasl"' },
      saslMechanisms: "scram-sha-256",
      users: { [right.username]: right.password },
    });
  });
  afterAll(() => daemon?.stop());

  const overTls = () =>
    parsed(`test+tls://127.0.0.1:${daemon.tlsPort}/default?pkipath=${daemon.pki.directory}`);

  it("says at the sign-in what it wants, and that a password is wrong", async () => {
    const uri = await overTls();
    expect((await probe({ uri })).failed).toEqual(["signIn: signInMethodMissing"]);
    const wrong = { uri, sasl: { ...right, password: "wrong" } };
    expect((await probe(wrong)).failed).toEqual(["signIn: saslRejected"]);
    const add = addHost(server.ctx, { ...wrong, name: "a", intent: randomUUID() });
    await expect(add).rejects.toMatchObject({ problem: { code: "saslRejected" } });
    expect(server.runtime.fleet.hosts()).toEqual([]);
  });

  it("is never told the password over plain TCP", async () => {
    const uri = await parsed(`test+tcp://127.0.0.1:${daemon.tcpPort}/default`);
    expect((await probe({ uri, sasl: right })).failed).toEqual(["signIn: saslUnsupported"]);
  });

  it("is added with SCRAM over TLS, and signed in to again without being asked", async () => {
    const input = { uri: await overTls(), sasl: right };
    expect((await probe(input)).failed).toEqual([]);
    const hostId = await addAndSee(input);
    const rows = await server.runtime.db.operation.findMany();
    expect(JSON.stringify(rows)).not.toContain(right.password);
    const row = await server.runtime.db.host.findUniqueOrThrow({ where: { id: hostId } });
    server.runtime.fleet.updateHost({ ...recordOf(row), enabled: false });
    server.runtime.fleet.updateHost(recordOf(row));
    expect(server.runtime.fleet.host(hostId)?.link).not.toBe("online");
    await until("online again", () => server.runtime.fleet.host(hostId)?.link === "online");
    await remove(hostId);
    expect(await server.runtime.db.secret.count({ where: { name: { contains: hostId } } })).toBe(0);
  });
});

describe("a host that has an IPv6 address", () => {
  let daemon: SecureDaemon;
  let ssh: SshLab;
  let sshd: TestSshd;
  beforeAll(async () => {
    daemon = await startSecureDaemon({ address: "::1" });
    ssh = await SshLab.start();
    sshd = await ssh.server({ config: ["ListenAddress ::1"] });
    const { publicKey } = await server.runtime.identity.describe();
    await appendFile(join(sshd.directory, "authorized_keys"), `${publicKey}\n`);
  });
  afterAll(async () => {
    await ssh?.stop();
    await daemon?.stop();
  });

  it("is reached over TCP", async () => {
    const uri = await parsed(`test+tcp://[::1]:${daemon.tcpPort}/default`);
    expect(await probe({ uri })).toEqual({ failed: [], hostKeySha256: null });
    await remove(await addAndSee({ uri }));
  });

  it("is reached over TLS, by a certificate for the address", async () => {
    const query = `?pkipath=${daemon.pki.directory}`;
    const uri = await parsed(`test+tls://[::1]:${daemon.tlsPort}/default${query}`);
    expect((await probe({ uri })).failed).toEqual([]);
    await remove(await addAndSee({ uri }));
  });

  it("is reached over SSH, its key shown and pinned", async () => {
    const uri = await parsed(`test+ssh://${sshUsers.admin}@[::1]:${sshd.port}/default`);
    expect(uri).toContain(`@[::1]:${sshd.port}/`);
    const shown = await probe({ uri });
    expect(shown).toEqual({ failed: ["hostKey: hostKeyUnknown"], hostKeySha256: sshd.fingerprint });
    await remove(await addAndSee({ uri, hostKeySha256: sshd.fingerprint }));
  });
});

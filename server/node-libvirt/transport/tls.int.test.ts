import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectOptions, connect } from "../connect";
import type { OpenStep } from "../open-step";
import { makePki, type Pki } from "./testing/certificates";
import { FaultyServer } from "./testing/faulty-server";
import { type SecureDaemon, type SecureOptions, startSecureDaemon } from "./testing/secure-daemon";

let daemon: SecureDaemon;
const daemons: SecureDaemon[] = [];
let stranger: Pki;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "node-libvirt-pki-"));
  stranger = await makePki(join(directory, "stranger"));
  daemon = await started();
});

afterAll(async () => {
  for (const one of daemons) await one.stop();
  await rm(directory, { recursive: true, force: true });
});

async function started(options: SecureOptions = {}): Promise<SecureDaemon> {
  const one = await startSecureDaemon(options);
  daemons.push(one);
  return one;
}

function uri(query = "", host = "127.0.0.1", port = daemon.tlsPort) {
  return `test+tls://${host}:${port}/default${query}`;
}

function identity(pki: Pki = daemon.pki): ConnectOptions {
  return { tls: { ca: pki.ca, cert: pki.cert, key: pki.key } };
}

describe("TLS", () => {
  test.each(["127.0.0.1", "localhost"])("with our certificate, at %s", async (host) => {
    const steps: OpenStep[] = [];
    const connection = await connect(uri("", host), {
      ...identity(),
      onStep: (step) => steps.push(step),
    });
    expect(connection.uri).toBe("test:///default");
    await connection.close();
    const passed = steps.filter(({ status }) => status === "pass").map(({ name }) => name);
    expect(passed).toEqual(["resolve", "reach", "hostKey", "signIn", "daemon"]);
    const facts = steps.find(({ name, status }) => name === "hostKey" && status === "pass")?.facts;
    expect(facts).toMatchObject({ protocol: "TLSv1.3", subject: "server" });
  });

  test("with the files of a pkipath", async () => {
    const connection = await connect(uri(`?pkipath=${daemon.pki.directory}`));
    await connection.close();
  });

  test("many calls at once never wait for the daemon to look into its buffer", async () => {
    const connection = await connect(uri(), identity());
    const beginMs = performance.now();
    const calls = Array.from({ length: 500 }, () => connection.remote.connectNumOfDomains());
    await Promise.all(calls);
    // Two messages in one record would wait for the next ping, 5 seconds away.
    expect(performance.now() - beginMs).toBeLessThan(4000);
    await connection.close();
  });

  test("a certificate of a stranger's authority is refused, and said to be ours", async () => {
    const tls = { ca: daemon.pki.ca, cert: stranger.cert, key: stranger.key };
    await expect(connect(uri(), { tls })).rejects.toMatchObject({
      code: "TRANSPORT",
      step: "signIn",
      reason: "certificateRefused",
    });
  });

  test("no certificate at all is refused likewise", async () => {
    await expect(connect(uri(), { tls: { ca: daemon.pki.ca } })).rejects.toMatchObject({
      step: "signIn",
      reason: "certificateRefused",
    });
  });

  test("a name the daemon does not list is refused after a proper handshake", async () => {
    const picky = await started({
      config: { tls_allowed_dn_list: '["CN=somebody-else"]' },
    });
    const target = uri("", "127.0.0.1", picky.tlsPort);
    await expect(connect(target, identity(picky.pki))).rejects.toMatchObject({
      step: "signIn",
      reason: "certificateRefused",
    });
  });

  test("a daemon of a stranger's authority is not trusted, unless no_verify=1 says so", async () => {
    const tls = { ca: stranger.ca, cert: daemon.pki.cert, key: daemon.pki.key };
    await expect(connect(uri(), { tls })).rejects.toMatchObject({
      step: "hostKey",
      reason: "certificateInvalid",
      message: expect.stringContaining("authority"),
    });
    await expect(connect(uri("?no_verify=0"), { tls })).rejects.toMatchObject({
      reason: "certificateInvalid",
    });
    const connection = await connect(uri("?no_verify=1"), { tls });
    await connection.close();
  });

  test("a certificate for another name is not trusted", async () => {
    const tls = { ...identity().tls, servername: "kvm9.example" };
    await expect(connect(uri(), { tls })).rejects.toMatchObject({
      reason: "certificateInvalid",
      facts: { code: "ERR_TLS_CERT_ALTNAME_INVALID" },
    });
  });

  test("an expired certificate is told apart", async () => {
    const expired = await started({ serverDays: -1 });
    const target = uri("", "127.0.0.1", expired.tlsPort);
    await expect(connect(target, identity(expired.pki))).rejects.toMatchObject({
      reason: "certificateInvalid",
      facts: { code: "CERT_HAS_EXPIRED" },
    });
  });

  test.each([
    ["a folder without certificates", () => ({ query: `?pkipath=${directory}`, tls: {} })],
    [
      "a key of another certificate",
      () => ({ query: "", tls: { ...identity().tls, key: stranger.key } }),
    ],
    [
      "a certificate that is none",
      () => ({ query: "", tls: { ...identity().tls, cert: "hello" } }),
    ],
  ])("%s is told before anybody is called", async (_what, make) => {
    const { query, tls } = make();
    await expect(connect(uri(query, "127.0.0.1", 1), { tls })).rejects.toMatchObject({
      step: "signIn",
      reason: "certificateUnreadable",
    });
  });

  test("a priority string in GnuTLS's language is refused by name", async () => {
    const attempt = connect(uri("?tls_priority=NORMAL:-VERS-TLS1.3"), identity());
    await expect(attempt).rejects.toMatchObject({ code: "URI", param: "tls_priority" });
  });

  test("plain TCP behind a TLS URI is no libvirt daemon over TLS", async () => {
    const attempt = connect(uri("", "127.0.0.1", daemon.tcpPort), {
      ...identity(),
      timeoutMs: 2000,
    });
    await expect(attempt).rejects.toMatchObject({ code: "TRANSPORT", step: "hostKey" });
  });

  test("accepts and stays silent: over at the deadline, and the socket with it", async () => {
    const server = await FaultyServer.start(() => {});
    const attempt = connect(uri("", "127.0.0.1", server.port), { ...identity(), timeoutMs: 150 });
    await expect(attempt).rejects.toMatchObject({ step: "hostKey", reason: "timeout" });
    await expect.poll(() => server.clients).toBe(0);
    await server.stop();
  });

  test("a byte other than libvirt's yes is no libvirt", async () => {
    const server = await tlsServer("HTTP/1.1 400\r\n");
    const attempt = connect(uri("", "127.0.0.1", server.port), identity());
    await expect(attempt).rejects.toMatchObject({ step: "signIn", reason: "notLibvirt" });
    await server.stop();
  });

  test("a TLS server that never says yes ends at the deadline", async () => {
    const server = await tlsServer("");
    const attempt = connect(uri("", "127.0.0.1", server.port), { ...identity(), timeoutMs: 300 });
    await expect(attempt).rejects.toMatchObject({ step: "signIn", reason: "timeout" });
    await server.stop();
  });
});

describe("SASL", () => {
  let sasl: SecureDaemon;
  const users = { admin: "correct horse" };
  const right = { username: "admin", password: "correct horse" };

  beforeAll(async () => {
    sasl = await started({
      config: { auth_tls: '"sasl"', auth_tcp: '"sasl"', auth_unix_rw: '"sasl"' },
      saslMechanisms: "scram-sha-256",
      users,
    });
  });

  const target = () => uri("", "127.0.0.1", sasl.tlsPort);

  test("SCRAM-SHA-256 over TLS signs in", async () => {
    const connection = await connect(target(), { ...identity(sasl.pki), sasl: right });
    expect((await connection.remote.connectNumOfDomains()).num).toBe(1);
    await connection.close();
  });

  test("SCRAM over the unix socket signs in", async () => {
    const local = `test+unix:///default?socket=${sasl.socketPath}`;
    const connection = await connect(local, { sasl: right });
    await connection.close();
  });

  test.each([
    ["a wrong password", { ...right, password: "wrong" }],
    ["an unknown user", { ...right, username: "nobody" }],
  ])("%s is refused without saying which it was", async (_what, credentials) => {
    const attempt = connect(target(), { ...identity(sasl.pki), sasl: credentials });
    await expect(attempt).rejects.toMatchObject({ code: "AUTH", reason: "saslRejected" });
    await expect(attempt).rejects.not.toThrow(/correct horse|wrong/);
  });

  test("no credentials: said so", async () => {
    await expect(connect(target(), identity(sasl.pki))).rejects.toMatchObject({
      code: "AUTH",
      reason: "credentialsMissing",
    });
  });

  test("a mechanism the daemon does not have is named with those it has", async () => {
    const attempt = connect(`${target()}?auth=sasl.SCRAM-SHA-512`, {
      ...identity(sasl.pki),
      sasl: right,
    });
    await expect(attempt).rejects.toMatchObject({ code: "AUTH", reason: "saslMechanism" });
    await expect(attempt).rejects.toThrow("SCRAM-SHA-256");
  });

  test("over plain TCP it is refused with the way out", async () => {
    const plain = `test+tcp://127.0.0.1:${sasl.tcpPort}/default`;
    const attempt = connect(plain, { sasl: right });
    await expect(attempt).rejects.toMatchObject({ code: "AUTH", reason: "saslNeedsTls" });
    await expect(attempt).rejects.toThrow("qemu+tls://");
  });

  test.each(["plain", "scram-sha-512"])("%s over TLS signs in as well", async (mechanism) => {
    const other = await started({
      config: { auth_tls: '"sasl"' },
      saslMechanisms: mechanism,
      users,
    });
    const at = uri("", "127.0.0.1", other.tlsPort);
    const connection = await connect(at, { ...identity(other.pki), sasl: right });
    await connection.close();
    const wrong = connect(at, { ...identity(other.pki), sasl: { ...right, password: "x" } });
    await expect(wrong).rejects.toMatchObject({ reason: "saslRejected" });
  });
});

async function tlsServer(greeting: string) {
  const read = (name: string) => readFile(join(daemon.pki.directory, name));
  const server = createServer(
    { cert: await read("servercert.pem"), key: await read("serverkey.pem") },
    (socket) => {
      socket.on("error", () => {});
      if (greeting !== "") socket.write(greeting);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port, stop };
}

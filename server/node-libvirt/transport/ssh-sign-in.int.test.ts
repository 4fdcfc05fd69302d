import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../connect";
import type { OpenStep } from "../open-step";
import { run } from "./testing/run";
import { SshLab, systemSocket, uriOf, withKey } from "./testing/ssh-lab";
import { makeKey, sshPassword, sshUsers, type TestSshd } from "./testing/sshd";

let lab: SshLab;
let open: TestSshd;
let other: TestSshd;

beforeAll(async () => {
  lab = await SshLab.start();
  open = await lab.server();
  other = await lab.server();
});

afterAll(() => lab?.stop());

describe("signing in", () => {
  test("with the right key and a pinned host key, every step is told with its facts", async () => {
    const steps: OpenStep[] = [];
    const connection = await connect(uriOf(open), {
      ...withKey(open),
      onStep: (step) => steps.push(step),
    });
    const { domains } = await connection.remote.connectListAllDomains({ needResults: 1, flags: 0 });
    expect(domains.map(({ name }) => name)).toEqual(["test"]);
    await connection.close();
    expect(steps.map(({ name, status }) => `${name} ${status}`)).toEqual(
      ["resolve", "reach", "hostKey", "signIn", "socket", "daemon"].flatMap((name) => [
        `${name} start`,
        `${name} pass`,
      ]),
    );
    const passed = steps.filter(({ status }) => status === "pass").map(({ facts }) => facts);
    expect(passed).toMatchObject([
      { addresses: "127.0.0.1" },
      { address: "127.0.0.1", port: String(open.port) },
      { algorithm: "ssh-ed25519", sha256: open.fingerprint },
      { user: sshUsers.admin, method: "privkey" },
      { route: "forward", path: systemSocket },
      { uri: "test:///default" },
    ]);
  });

  test("with a password", async () => {
    const connection = await connect(uriOf(open), {
      ssh: { password: sshPassword, hostKeySha256: open.fingerprint },
    });
    expect(connection.uri).toBe("test:///default");
    await connection.close();
  });

  test("with a wrong password, the refusal is of the password", async () => {
    const ssh = { password: "no", hostKeySha256: open.fingerprint };
    await expect(connect(uriOf(open), { ssh })).rejects.toMatchObject({
      code: "TRANSPORT",
      step: "signIn",
      reason: "passwordRejected",
      facts: { user: sshUsers.admin },
      message: expect.not.stringContaining('"no"'),
    });
  });

  test("with a key the server does not know, the refusal is of the key", async () => {
    const path = join(open.directory, "stranger");
    await makeKey(path);
    const privateKey = await readFile(path);
    await expect(connect(uriOf(open), withKey(open, { privateKey }))).rejects.toMatchObject({
      step: "signIn",
      reason: "keyRejected",
      facts: { tried: "privkey" },
    });
  });

  test("with nothing to sign in with, the methods the server takes are named", async () => {
    const ssh = { hostKeySha256: open.fingerprint, agent: "", methods: ["agent"] as const };
    await expect(connect(uriOf(open), { ssh })).rejects.toMatchObject({
      reason: "noCredentials",
      facts: { allowed: expect.stringContaining("publickey") },
    });
  });

  test("an encrypted key needs its passphrase", async () => {
    const path = join(open.directory, "locked");
    await makeKey(path, "open sesame");
    const known = join(open.directory, "authorized_keys");
    await writeFile(known, await readFile(`${path}.pub`), { flag: "a" });
    const query = `?keyfile=${path}`;
    const ssh = { hostKeySha256: open.fingerprint };
    await expect(connect(uriOf(open, query), { ssh })).rejects.toMatchObject({
      step: "signIn",
      reason: "keyUnreadable",
    });
    const connection = await connect(uriOf(open, query), {
      ssh: { ...ssh, passphrase: "open sesame" },
    });
    await connection.close();
  });

  test.each([
    ["a missing file", "/nonexistent/key", /no key file/],
    ["a file that is no key", "/etc/passwd", /not a private key/],
  ])("%s as key is told before the server is bothered with it", async (_what, path, message) => {
    const ssh = { hostKeySha256: open.fingerprint };
    const attempt = connect(uriOf(open, `?keyfile=${path}`), { ssh });
    await expect(attempt).rejects.toMatchObject({ reason: "keyUnreadable", step: "signIn" });
    await expect(attempt).rejects.toThrow(message);
  });

  test("with an agent, and without it when it is gone", async () => {
    const agent = await startAgent(open);
    const ssh = { agent: agent.path, hostKeySha256: open.fingerprint };
    const connection = await connect(uriOf(open), { ssh });
    await connection.close();
    agent.process.kill();
    await once(agent.process, "exit");
    await expect(connect(uriOf(open), { ssh })).rejects.toMatchObject({
      step: "signIn",
      reason: "agentUnavailable",
    });
    const both = { ...ssh, password: sshPassword };
    const other = await connect(uriOf(open), { ssh: both });
    await other.close();
  });
});

describe("the host key", () => {
  test("another one than the pinned ends the connection before anything is sent", async () => {
    const server = await lab.server();
    const pinned = server.fingerprint;
    await server.replaceHostKey();
    const attempt = connect(uriOf(server), withKey(server, { hostKeySha256: pinned }));
    await expect(attempt).rejects.toMatchObject({
      step: "hostKey",
      reason: "hostKeyChanged",
      facts: { sha256: server.fingerprint, expected: pinned },
    });
    expect(server.log()).not.toContain("Accepted");
  });

  test("an unknown one is refused with its fingerprint, unless the URI says otherwise", async () => {
    const knownHosts = join(open.directory, "known_hosts");
    await writeFile(knownHosts, "");
    const ssh = { privateKey: open.key, knownHosts };
    await expect(connect(uriOf(open), { ssh })).rejects.toMatchObject({
      step: "hostKey",
      reason: "hostKeyUnknown",
      facts: { sha256: open.fingerprint, algorithm: "ssh-ed25519" },
    });
    const trusting = await connect(uriOf(open, "?no_verify=1"), { ssh });
    await trusting.close();
  });

  test("a known_hosts file, also a hashed one, makes it known; no_verify does not accept a changed one", async () => {
    const knownHosts = join(open.directory, "known_hosts_hashed");
    const [type, key] = (await readFile(join(open.directory, "host_key.pub"), "utf8")).split(" ");
    await writeFile(knownHosts, `[127.0.0.1]:${open.port} ${type} ${key}\n`);
    await run("ssh-keygen", ["-q", "-H", "-f", knownHosts]);
    expect(await readFile(knownHosts, "utf8")).toContain("|1|");
    const query = `?known_hosts=${knownHosts}`;
    const connection = await connect(uriOf(open, query), { ssh: { privateKey: open.key } });
    await connection.close();

    const [strictType, strictKey] = (
      await readFile(join(other.directory, "host_key.pub"), "utf8")
    ).split(" ");
    await writeFile(knownHosts, `[127.0.0.1]:${open.port} ${strictType} ${strictKey}\n`);
    const changed = connect(uriOf(open, `${query}&no_verify=1`), { ssh: { privateKey: open.key } });
    await expect(changed).rejects.toMatchObject({ reason: "hostKeyChanged" });
  });

  test("a server that offers outdated algorithms only is refused", async () => {
    const old = await lab.server({ config: ["KexAlgorithms diffie-hellman-group14-sha1"] });
    await expect(connect(uriOf(old), withKey(old))).rejects.toMatchObject({
      step: "hostKey",
      reason: "sshProtocol",
      message: expect.stringContaining("outdated"),
    });
  });
});

async function startAgent(sshd: TestSshd): Promise<{ path: string; process: ChildProcess }> {
  const path = join(sshd.directory, "agent");
  const agent = spawn("ssh-agent", ["-D", "-a", path], { stdio: "ignore" });
  await expect
    .poll(() =>
      run("sh", ["-c", `SSH_AUTH_SOCK=${path} ssh-add -q ${sshd.keyPath} && echo ok`]).catch(
        () => "",
      ),
    )
    .toBe("ok\n");
  return { path, process: agent };
}

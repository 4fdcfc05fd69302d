import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectOptions, connect } from "../connect";
import type { OpenStep } from "../open-step";
import { startTestDaemon, type TestDaemon } from "../testing/index";
import { SshSession } from "./ssh/session";
import { FaultyServer } from "./testing/faulty-server";
import { run } from "./testing/run";
import { makeKey, sshPassword, sshUsers, startSshd, type TestSshd } from "./testing/sshd";

const systemSocket = "/run/libvirt/libvirt-sock";

let daemon: TestDaemon;
let open: TestSshd;
let strict: TestSshd;
let bare: TestSshd;

beforeAll(async () => {
  daemon = await startTestDaemon();
  const sockets = { [systemSocket]: daemon.socketPath };
  open = await startSshd({ sockets });
  strict = await startSshd({ sockets, config: ["AllowTcpForwarding no", "MaxSessions 2"] });
  bare = await startSshd({
    sockets,
    config: ["AllowTcpForwarding no"],
    without: ["/usr/bin/virt-ssh-helper"],
  });
});

afterAll(async () => {
  for (const server of [open, strict, bare]) await server?.stop();
  await daemon?.stop();
});

function uri(sshd: TestSshd, query = "", user: string = sshUsers.admin) {
  return `test+ssh://${user}@127.0.0.1:${sshd.port}/default${query}`;
}

function withKey(sshd: TestSshd, ssh: ConnectOptions["ssh"] = {}): ConnectOptions {
  return { ssh: { privateKey: sshd.key, hostKeySha256: sshd.fingerprint, ...ssh } };
}

async function session(sshd: TestSshd): Promise<SshSession> {
  return await SshSession.open({
    host: "127.0.0.1",
    port: sshd.port,
    user: sshUsers.admin,
    privateKey: sshd.key,
    hostKeySha256: sshd.fingerprint,
  });
}

describe("signing in", () => {
  test("with the right key and a pinned host key, every step is told with its facts", async () => {
    const steps: OpenStep[] = [];
    const connection = await connect(uri(open), {
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
    const connection = await connect(uri(open), {
      ssh: { password: sshPassword, hostKeySha256: open.fingerprint },
    });
    expect(connection.uri).toBe("test:///default");
    await connection.close();
  });

  test("with a wrong password, the refusal is of the password", async () => {
    const ssh = { password: "no", hostKeySha256: open.fingerprint };
    await expect(connect(uri(open), { ssh })).rejects.toMatchObject({
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
    await expect(connect(uri(open), withKey(open, { privateKey }))).rejects.toMatchObject({
      step: "signIn",
      reason: "keyRejected",
      facts: { tried: "privkey" },
    });
  });

  test("with nothing to sign in with, the methods the server takes are named", async () => {
    const ssh = { hostKeySha256: open.fingerprint, agent: "", methods: ["agent"] as const };
    await expect(connect(uri(open), { ssh })).rejects.toMatchObject({
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
    await expect(connect(uri(open, query), { ssh })).rejects.toMatchObject({
      step: "signIn",
      reason: "keyUnreadable",
    });
    const connection = await connect(uri(open, query), {
      ssh: { ...ssh, passphrase: "open sesame" },
    });
    await connection.close();
  });

  test.each([
    ["a missing file", "/nonexistent/key", /no key file/],
    ["a file that is no key", "/etc/passwd", /not a private key/],
  ])("%s as key is told before the server is bothered with it", async (_what, path, message) => {
    const ssh = { hostKeySha256: open.fingerprint };
    const attempt = connect(uri(open, `?keyfile=${path}`), { ssh });
    await expect(attempt).rejects.toMatchObject({ reason: "keyUnreadable", step: "signIn" });
    await expect(attempt).rejects.toThrow(message);
  });

  test("with an agent, and without it when it is gone", async () => {
    const agent = await startAgent(open);
    const ssh = { agent: agent.path, hostKeySha256: open.fingerprint };
    const connection = await connect(uri(open), { ssh });
    await connection.close();
    agent.process.kill();
    await once(agent.process, "exit");
    await expect(connect(uri(open), { ssh })).rejects.toMatchObject({
      step: "signIn",
      reason: "agentUnavailable",
    });
    const both = { ...ssh, password: sshPassword };
    const other = await connect(uri(open), { ssh: both });
    await other.close();
  });
});

describe("the host key", () => {
  test("another one than the pinned ends the connection before anything is sent", async () => {
    const server = await startSshd({ sockets: { [systemSocket]: daemon.socketPath } });
    const pinned = server.fingerprint;
    await server.replaceHostKey();
    const attempt = connect(uri(server), withKey(server, { hostKeySha256: pinned }));
    await expect(attempt).rejects.toMatchObject({
      step: "hostKey",
      reason: "hostKeyChanged",
      facts: { sha256: server.fingerprint, expected: pinned },
    });
    expect(server.log()).not.toContain("Accepted");
    await server.stop();
  });

  test("an unknown one is refused with its fingerprint, unless the URI says otherwise", async () => {
    const knownHosts = join(open.directory, "known_hosts");
    await writeFile(knownHosts, "");
    const ssh = { privateKey: open.key, knownHosts };
    await expect(connect(uri(open), { ssh })).rejects.toMatchObject({
      step: "hostKey",
      reason: "hostKeyUnknown",
      facts: { sha256: open.fingerprint, algorithm: "ssh-ed25519" },
    });
    const trusting = await connect(uri(open, "?no_verify=1"), { ssh });
    await trusting.close();
  });

  test("a known_hosts file, also a hashed one, makes it known; no_verify does not accept a changed one", async () => {
    const knownHosts = join(open.directory, "known_hosts_hashed");
    const [type, key] = (await readFile(join(open.directory, "host_key.pub"), "utf8")).split(" ");
    await writeFile(knownHosts, `[127.0.0.1]:${open.port} ${type} ${key}\n`);
    await run("ssh-keygen", ["-q", "-H", "-f", knownHosts]);
    expect(await readFile(knownHosts, "utf8")).toContain("|1|");
    const query = `?known_hosts=${knownHosts}`;
    const connection = await connect(uri(open, query), { ssh: { privateKey: open.key } });
    await connection.close();

    const [otherType, otherKey] = (
      await readFile(join(strict.directory, "host_key.pub"), "utf8")
    ).split(" ");
    await writeFile(knownHosts, `[127.0.0.1]:${open.port} ${otherType} ${otherKey}\n`);
    const changed = connect(uri(open, `${query}&no_verify=1`), { ssh: { privateKey: open.key } });
    await expect(changed).rejects.toMatchObject({ reason: "hostKeyChanged" });
  });

  test("a server that offers outdated algorithms only is refused", async () => {
    const old = await startSshd({ config: ["KexAlgorithms diffie-hellman-group14-sha1"] });
    await expect(connect(uri(old), withKey(old))).rejects.toMatchObject({
      step: "hostKey",
      reason: "sshProtocol",
      message: expect.stringContaining("outdated"),
    });
    await old.stop();
  });
});

describe("the way to the daemon", () => {
  test("forwarding forbidden: virt-ssh-helper carries the connection", async () => {
    const steps: OpenStep[] = [];
    const connection = await connect(uri(strict), {
      ...withKey(strict),
      onStep: (step) => steps.push(step),
    });
    expect(connection.uri).toBe("test:///default");
    const socketStep = steps.find(({ name, status }) => name === "socket" && status === "pass");
    expect(socketStep?.facts).toMatchObject({ route: "virt-ssh-helper" });
    await connection.close();
  });

  test("a key confined to the helper on the host is enough, and reaches nothing else", async () => {
    const confined = await startSshd({ sockets: { [systemSocket]: daemon.socketPath } });
    const publicKey = await readFile(join(confined.directory, "id.pub"), "utf8");
    const rule = 'restrict,command="virt-ssh-helper test:///default"';
    await writeFile(join(confined.directory, "authorized_keys"), `${rule} ${publicKey}`);
    const connection = await connect(uri(confined), withKey(confined));
    expect(connection.uri).toBe("test:///default");
    await connection.close();
    const shared = await session(confined);
    await expect(shared.forwardTcp("127.0.0.1", confined.port)).rejects.toMatchObject({
      reason: "forwardingDenied",
    });
    expect((await shared.exec(["id"])).stdout).not.toContain("uid");
    shared.close();
    await confined.stop();
  });

  test("read-only connections take the read-only way", async () => {
    const readOnlySocket = `${systemSocket}-ro`;
    const server = await startSshd({
      sockets: { [readOnlySocket]: daemon.socketPath.replace(/-sock$/, "-sock-ro") },
    });
    const connection = await connect(uri(server), { ...withKey(server), readOnly: true });
    const { dom } = await connection.remote.domainLookupByName({ name: "test" });
    await expect(connection.remote.domainSuspend({ dom })).rejects.toMatchObject({
      code: "LIBVIRT",
      message: expect.stringContaining("read only"),
    });
    await connection.close();
    await server.stop();
  });

  test("no helper either: netcat is tried, and its lack is told", async () => {
    await expect(connect(uri(bare), withKey(bare))).rejects.toMatchObject({
      step: "socket",
      reason: "forwardingDenied",
    });
  });

  test("netcat carries the connection where it is all there is", async () => {
    const nc = await fakeNetcat(bare.directory);
    const connection = await connect(uri(bare, `?netcat=${nc}&proxy=netcat`), withKey(bare));
    expect(connection.uri).toBe("test:///default");
    await connection.close();
  });

  test("a path with everything a shell might trip over arrives as it is", async () => {
    const nc = await fakeNetcat(bare.directory);
    const evil = "/run/a b'$(touch pwned)\";& *";
    const server = await startSshd({ sockets: { [evil]: daemon.socketPath } });
    for (const query of [`?proxy=netcat&netcat=${nc}&`, "?"]) {
      const target = uri(server, `${query}socket=${encodeURIComponent(evil)}`);
      const connection = await connect(target, withKey(server));
      await connection.close();
    }
    await server.stop();
  });

  test("no daemon on the host: said so, with the places looked at", async () => {
    const empty = await startSshd();
    await expect(connect(uri(empty), withKey(empty))).rejects.toMatchObject({
      step: "socket",
      reason: "noSocket",
    });
    await expect(connect(uri(empty, "?proxy=native"), withKey(empty))).rejects.toMatchObject({
      step: "socket",
      reason: "noSocket",
    });
    await empty.stop();
  });

  test("a socket whose daemon died without clearing up: nobody listens, said by the helper", async () => {
    const stale = join(open.directory, "stale-sock");
    const bind = "import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])";
    await run("python3", ["-c", bind, stale]);
    const server = await startSshd({ sockets: { [systemSocket]: stale } });
    await expect(connect(uri(server), withKey(server))).rejects.toMatchObject({
      step: "socket",
      reason: "noSocket",
      facts: { stderr: expect.stringContaining("refused") },
    });
    await server.stop();
  });

  test("a socket the user may not open: the group is named, not a missing daemon", async () => {
    const target = uri(open, "", sshUsers.plain);
    await expect(connect(target, withKey(open))).rejects.toMatchObject({
      step: "socket",
      reason: "socketDenied",
      message: expect.stringContaining("group"),
    });
  });

  test("more connections than the server's MaxSessions: another sign-in is used", async () => {
    const shared = await session(strict);
    const options = { ...withKey(strict), sshSession: shared };
    const connections = [];
    for (let count = 0; count < 3; count++) connections.push(await connect(uri(strict), options));
    const answers = connections.map((c) => c.remote.connectNumOfDomains());
    expect(await Promise.all(answers)).toHaveLength(3);
    for (const connection of connections) await connection.close();
    expect(shared.isOpen).toBe(true);
    shared.close();
    await shared.closed;
  });
});

describe("SshSession", () => {
  test("carries fifty connections at once over one sign-in", async () => {
    const shared = await session(open);
    const options = { sshSession: shared };
    const connections = await Promise.all(
      Array.from({ length: 50 }, () => connect(uri(open), options)),
    );
    expect(await Promise.all(connections.map((c) => c.remote.connectNumOfDomains()))).toHaveLength(
      50,
    );
    await Promise.all(connections.map((connection) => connection.close()));
    shared.close();
  });

  test("its end ends what it carries", async () => {
    const shared = await session(open);
    const connection = await connect(uri(open), { sshSession: shared });
    shared.close();
    expect(await connection.closed).toMatchObject({ code: "CONNECTION_CLOSED" });
    await expect(shared.exec(["true"])).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  });

  test("reaches ports and sockets as the host sees them, forwarded or by netcat", async () => {
    const greeter = createServer((socket) => socket.end("RFB 003.008\n"));
    await new Promise<void>((resolve) => greeter.listen(0, "127.0.0.1", resolve));
    const address = greeter.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const shared = await session(open);
    const stream = await shared.openTcp("127.0.0.1", port);
    expect(String((await once(stream, "data"))[0])).toBe("RFB 003.008\n");
    await expect(shared.openUnixSocket("/run/nothing")).rejects.toMatchObject({
      reason: "noSocket",
    });
    shared.close();
    greeter.close();
  });

  test("exec gives arguments, input, output and status as they are", async () => {
    const shared = await session(open);
    const words = ["a b", "$HOME", "`id`", "it's", '"q"', "*", "", "--", "\\", "é"] as const;
    const printed = await shared.exec(["printf", "[%s]", ...words]);
    expect(printed).toEqual({
      code: 0,
      stdout: words.map((word) => `[${word}]`).join(""),
      stderr: "",
    });
    expect(await shared.exec(["cat"], { input: "from here" })).toMatchObject({
      stdout: "from here",
    });
    expect(await shared.exec(["ls", "/nonexistent"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("/nonexistent"),
    });
    await expect(shared.exec(["cat", "/dev/zero"], { maxOutputBytes: 1000 })).rejects.toMatchObject(
      {
        code: "PROTOCOL",
      },
    );
    await expect(shared.exec(["sleep", "60"], { timeoutMs: 100 })).rejects.toMatchObject({
      code: "TIMEOUT",
    });
    shared.close();
  });
});

describe("a session under strain", () => {
  test("what nobody reads is not fetched without bound", async () => {
    const shared = await session(open);
    const stream = await shared.spawn(["cat", "/dev/zero"]);
    await once(stream, "readable");
    await expect.poll(() => stream.readableLength).toBeGreaterThan(0);
    const other = await shared.exec(["echo", "still here"]);
    expect(other.stdout).toBe("still here\n");
    expect(stream.readableLength).toBeLessThan(4 * 1024 * 1024);
    stream.destroy();
    shared.close();
  });

  test("twenty megabytes there and back arrive as they were", async () => {
    const shared = await session(open);
    const stream = await shared.spawn(["cat"]);
    const sent = createHash("sha256");
    const got = createHash("sha256");
    const finished = new Promise((resolve) =>
      stream.on("data", (d) => got.update(d)).on("end", resolve),
    );
    for (let count = 0; count < 320; count++) {
      const chunk = randomBytes(65_536);
      sent.update(chunk);
      if (!stream.write(chunk)) await once(stream, "drain");
    }
    stream.end();
    await finished;
    expect(got.digest("hex")).toBe(sent.digest("hex"));
    shared.close();
  });

  test("a server that stops answering ends the session by keepalive, and a write with it", async () => {
    const shared = await SshSession.open({
      host: "127.0.0.1",
      port: open.port,
      user: sshUsers.admin,
      privateKey: open.key,
      hostKeySha256: open.fingerprint,
      keepaliveIntervalMs: 100,
    });
    const stream = await shared.spawn(["cat"]);
    stream.pause();
    const failed = once(stream, "error");
    const resume = await open.freezeSessions();
    const written = new Promise<Error | null | undefined>((resolve) => {
      stream.write(Buffer.alloc(8 * 1024 * 1024), resolve);
    });
    await expect(shared.exec(["true"], { timeoutMs: 50 })).rejects.toMatchObject({
      code: "TIMEOUT",
    });
    await shared.closed;
    expect(shared.isOpen).toBe(false);
    expect(await failed).toMatchObject([{ code: "CONNECTION_CLOSED" }]);
    expect(await written).toBeInstanceOf(Error);
    resume();
  });
});

describe("a server that is none", () => {
  test("nobody there", async () => {
    const server = await FaultyServer.start(() => {});
    const { port } = server;
    await server.stop();
    await expect(connect(`test+ssh://root@127.0.0.1:${port}/default`)).rejects.toMatchObject({
      step: "reach",
      reason: "refused",
    });
  });

  test("no such name", async () => {
    await expect(connect("test+ssh://root@no-such-host.invalid/default")).rejects.toMatchObject({
      step: "resolve",
      reason: "dns",
    });
  });

  test("accepts and stays silent: over at the deadline, and the socket with it", async () => {
    const server = await FaultyServer.start(() => {});
    const attempt = connect(`test+ssh://root@127.0.0.1:${server.port}/default`, { timeoutMs: 200 });
    await expect(attempt).rejects.toMatchObject({ step: "hostKey", reason: "timeout" });
    await expect.poll(() => server.clients).toBe(0);
    await server.stop();
  });

  test("closes at once", async () => {
    const server = await FaultyServer.start((socket) => socket.end());
    const attempt = connect(`test+ssh://root@127.0.0.1:${server.port}/default`);
    await expect(attempt).rejects.toMatchObject({ step: "hostKey", reason: "reset" });
    await server.stop();
  });

  test("talks another protocol", async () => {
    const server = await FaultyServer.start((socket) => {
      socket.write(`HTTP/1.1 400 Bad Request\r\n${"x".repeat(100_000)}\r\n`);
    });
    const attempt = connect(`test+ssh://root@127.0.0.1:${server.port}/default`, {
      timeoutMs: 3000,
    });
    await expect(attempt).rejects.toMatchObject({ step: "hostKey", reason: "sshProtocol" });
    await server.stop();
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

/** Debian's netcat is not installed everywhere; this one knows `-U PATH` and nothing else. */
async function fakeNetcat(directory: string): Promise<string> {
  const path = join(directory, "nc");
  const script = [
    `#!${process.execPath}`,
    'const socket = require("node:net").connect(process.argv[3]);',
    'if (process.argv[2] !== "-U") process.exit(2);',
    "process.stdin.pipe(socket).pipe(process.stdout);",
    'socket.on("error", (e) => { console.error(e.message); process.exit(1); });',
  ];
  await writeFile(path, `${script.join("\n")}\n`, { mode: 0o755 });
  return path;
}

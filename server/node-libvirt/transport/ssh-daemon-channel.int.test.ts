import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../connect";
import type { OpenStep } from "../open-step";
import { run } from "./testing/run";
import { SshLab, sessionOn, systemSocket, uriOf, withKey } from "./testing/ssh-lab";
import { sshUsers, type TestSshd } from "./testing/sshd";

let lab: SshLab;
let open: TestSshd;
let strict: TestSshd;
let bare: TestSshd;

beforeAll(async () => {
  lab = await SshLab.start();
  open = await lab.server();
  strict = await lab.server({ config: ["AllowTcpForwarding no", "MaxSessions 2"] });
  bare = await lab.server({
    config: ["AllowTcpForwarding no"],
    without: ["/usr/bin/virt-ssh-helper"],
  });
});

afterAll(() => lab?.stop());

describe("the way to the daemon", () => {
  test("forwarding forbidden: virt-ssh-helper carries the connection", async () => {
    const steps: OpenStep[] = [];
    const connection = await connect(uriOf(strict), {
      ...withKey(strict),
      onStep: (step) => steps.push(step),
    });
    expect(connection.uri).toBe("test:///default");
    const socketStep = steps.find(({ name, status }) => name === "socket" && status === "pass");
    expect(socketStep?.facts).toMatchObject({ route: "virt-ssh-helper" });
    await connection.close();
  });

  test("a key confined to the helper on the host is enough, and reaches nothing else", async () => {
    const confined = await lab.server();
    const publicKey = await readFile(join(confined.directory, "id.pub"), "utf8");
    const rule = 'restrict,command="virt-ssh-helper test:///default"';
    await writeFile(join(confined.directory, "authorized_keys"), `${rule} ${publicKey}`);
    const connection = await connect(uriOf(confined), withKey(confined));
    expect(connection.uri).toBe("test:///default");
    await connection.close();
    const shared = await sessionOn(confined);
    await expect(shared.forwardTcp("127.0.0.1", confined.port)).rejects.toMatchObject({
      reason: "forwardingDenied",
    });
    expect((await shared.exec(["id"])).stdout).not.toContain("uid");
    shared.close();
  });

  test("read-only connections take the read-only way", async () => {
    const readOnlySocket = `${systemSocket}-ro`;
    const server = await lab.server({
      sockets: { [readOnlySocket]: lab.daemon.socketPath.replace(/-sock$/, "-sock-ro") },
    });
    const connection = await connect(uriOf(server), { ...withKey(server), readOnly: true });
    const { dom } = await connection.remote.domainLookupByName({ name: "test" });
    await expect(connection.remote.domainSuspend({ dom })).rejects.toMatchObject({
      code: "LIBVIRT",
      message: expect.stringContaining("read only"),
    });
    await connection.close();
  });

  test("no helper either: netcat is tried, and its lack is told", async () => {
    await expect(connect(uriOf(bare), withKey(bare))).rejects.toMatchObject({
      step: "socket",
      reason: "forwardingDenied",
    });
  });

  test("netcat carries the connection where it is all there is", async () => {
    const nc = await fakeNetcat(bare.directory);
    const connection = await connect(uriOf(bare, `?netcat=${nc}&proxy=netcat`), withKey(bare));
    expect(connection.uri).toBe("test:///default");
    await connection.close();
  });

  test("a path with everything a shell might trip over arrives as it is", async () => {
    const nc = await fakeNetcat(bare.directory);
    const evil = "/run/a b'$(touch pwned)\";& *";
    const server = await lab.server({ sockets: { [evil]: lab.daemon.socketPath } });
    for (const query of [`?proxy=netcat&netcat=${nc}&`, "?"]) {
      const target = uriOf(server, `${query}socket=${encodeURIComponent(evil)}`);
      const connection = await connect(target, withKey(server));
      await connection.close();
    }
  });

  test("no daemon on the host: said so, with the places looked at", async () => {
    const empty = await lab.server({ sockets: {} });
    await expect(connect(uriOf(empty), withKey(empty))).rejects.toMatchObject({
      step: "socket",
      reason: "noSocket",
    });
    await expect(connect(uriOf(empty, "?proxy=native"), withKey(empty))).rejects.toMatchObject({
      step: "socket",
      reason: "noSocket",
    });
  });

  test("a socket whose daemon died without clearing up: nobody listens, said by the helper", async () => {
    const stale = join(open.directory, "stale-sock");
    const bind = "import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])";
    await run("python3", ["-c", bind, stale]);
    const server = await lab.server({ sockets: { [systemSocket]: stale } });
    await expect(connect(uriOf(server), withKey(server))).rejects.toMatchObject({
      step: "socket",
      reason: "noSocket",
      facts: { stderr: expect.stringContaining("refused") },
    });
  });

  test("a socket the user may not open: the group is named, not a missing daemon", async () => {
    const target = uriOf(open, "", sshUsers.plain);
    await expect(connect(target, withKey(open))).rejects.toMatchObject({
      step: "socket",
      reason: "socketDenied",
      message: expect.stringContaining("group"),
    });
  });

  test("more connections than the server's MaxSessions: another sign-in is used", async () => {
    const shared = await sessionOn(strict);
    const options = { ...withKey(strict), sshSession: shared };
    const connections = [];
    for (let count = 0; count < 3; count++) connections.push(await connect(uriOf(strict), options));
    const answers = connections.map((c) => c.remote.connectNumOfDomains());
    expect(await Promise.all(answers)).toHaveLength(3);
    for (const connection of connections) await connection.close();
    expect(shared.isOpen).toBe(true);
    shared.close();
    await shared.closed;
  });
});

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

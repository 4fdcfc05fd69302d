import { spawn } from "node:child_process";
import { chmod } from "node:fs/promises";
import { dirname } from "node:path";
import { Duplex } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildAuthenticator } from "../auth/authenticator";
import { connect } from "../connect";
import { type Connection, connectOver } from "../rpc/connection";
import { startPolkit, type TestPolkit } from "./testing/polkit";
import { eventually } from "./testing/run";
import { type SecureDaemon, startSecureDaemon } from "./testing/secure-daemon";

/** Accounts that every Debian has; none of them is in the libvirt group. */
const users = { welcome: 5, refused: 6, unknown: 9 } as const;

const RULES = `
polkit.addRule(function (action, subject) {
  if (action.id != "org.libvirt.unix.manage") return polkit.Result.NOT_HANDLED;
  if (subject.user == "games") return polkit.Result.YES;
  if (subject.user == "man") return polkit.Result.NO;
});
`;

/** Carries bytes between its own standard streams and a socket, as the user it runs as. */
const RELAY = `
const socket = require("node:net").connect(process.argv[1]);
process.stdin.pipe(socket).pipe(process.stdout);
`;

let polkit: TestPolkit;
let daemon: SecureDaemon;

beforeAll(async () => {
  polkit = await startPolkit(RULES);
  daemon = await startSecureDaemon({
    config: { auth_unix_rw: '"polkit"', unix_sock_rw_perms: '"0777"' },
    environment: { DBUS_SYSTEM_BUS_ADDRESS: polkit.busAddress },
  });
  await chmod(dirname(daemon.socketPath), 0o755);
  // polkitd has no socket of its own to wait for: it is there when it lets somebody in.
  const opened = await eventually(() => openAs("welcome"));
  await opened.close();
});

afterAll(async () => {
  await daemon?.stop();
  await polkit?.stop();
});

/** The daemon asks polkit about the process at the far end of its socket: a child of that user. */
async function openAs(user: keyof typeof users): Promise<Connection> {
  const child = spawn(process.execPath, ["-e", RELAY, daemon.socketPath], {
    uid: users[user],
    gid: 65_534,
    cwd: "/",
    stdio: ["pipe", "pipe", "ignore"],
  });
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
  stream.once("close", () => child.kill());
  const how = { protection: "local", sasl: undefined, insistOn: undefined } as const;
  const options = { name: "test:///default", authenticate: buildAuthenticator(how) };
  return await connectOver(stream, options);
}

describe("polkit at the daemon's unix socket", () => {
  test("lets in whom a rule lets in", async () => {
    const connection = await openAs("welcome");
    expect(await connection.remote.connectNumOfDomains()).toEqual({ num: 1 });
    await connection.close();
  });

  test("refuses whom a rule refuses, and says what to do", async () => {
    await expect(openAs("refused")).rejects.toMatchObject({
      code: "AUTH",
      reason: "polkitDenied",
      message: expect.stringContaining("libvirt group"),
    });
  });

  test("without a rule it would ask for a password, and nobody is there to give it", async () => {
    await expect(openAs("unknown")).rejects.toMatchObject({ reason: "polkitDenied" });
  });

  test("root is not asked about", async () => {
    const connection = await connect(`test+unix:///default?socket=${daemon.socketPath}`);
    await connection.close();
  });
});

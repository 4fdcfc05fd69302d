import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { connect } from "../connect";
import type { OpenStep } from "../open-step";
import { FakeDaemon, startTestDaemon, type TestDaemon } from "../testing/index";
import { systemSocket, withKey } from "./testing/ssh-lab";
import { sshUsers, startSshd, type TestSshd } from "./testing/sshd";

/**
 * Modular libvirt has one daemon per driver. Debian 12 packages only the monolithic one, which with
 * the QEMU driver alone speaks as virtqemud does; what differs is where it is found.
 */
const modularSocket = "/run/libvirt/virtqemud-sock";

async function routeTo(uri: string, options = {}): Promise<string | undefined> {
  const steps: OpenStep[] = [];
  const connection = await connect(uri, { ...options, onStep: (step) => steps.push(step) });
  await connection.close();
  return steps.find(({ name, status }) => name === "socket" && status === "pass")?.facts?.path;
}

describe("a host with one daemon per driver, over SSH", () => {
  let daemon: TestDaemon;
  const servers: TestSshd[] = [];
  beforeAll(async () => {
    daemon = await startTestDaemon({ drivers: ["qemu"] });
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await daemon?.stop();
  });

  async function host(sockets: Record<string, string>): Promise<TestSshd> {
    const server = await startSshd({ sockets });
    servers.push(server);
    return server;
  }

  const uriOn = (server: TestSshd, query = "") =>
    `qemu+ssh://${sshUsers.admin}@127.0.0.1:${server.port}/system${query}`;

  test("virtqemud's socket alone is found", async () => {
    const server = await host({ [modularSocket]: daemon.socketPath });
    const connection = await connect(uriOn(server), withKey(server));
    expect(connection.uri).toBe("qemu:///system");
    await connection.close();
    expect(await routeTo(uriOn(server), withKey(server))).toBe(modularSocket);
    expect(await routeTo(uriOn(server, "?mode=direct"), withKey(server))).toBe(modularSocket);
  });

  test("libvirtd's is taken where nobody listens on virtqemud's any more", async () => {
    const abandoned = join(daemon.directory, "libvirtd.conf");
    const sockets = { [modularSocket]: abandoned, [systemSocket]: daemon.socketPath };
    const server = await host(sockets);
    expect(await routeTo(uriOn(server), withKey(server))).toBe(systemSocket);
    const direct = connect(uriOn(server, "?mode=direct"), withKey(server));
    await expect(direct).rejects.toMatchObject({ step: "socket", reason: "noSocket" });
  });

  test("mode=legacy keeps to libvirtd's name", async () => {
    const sockets = { [modularSocket]: daemon.socketPath, [systemSocket]: daemon.socketPath };
    const server = await host(sockets);
    expect(await routeTo(uriOn(server), withKey(server))).toBe(modularSocket);
    expect(await routeTo(uriOn(server, "?mode=legacy"), withKey(server))).toBe(systemSocket);
  });
});

test("a user's own virtqemud is found in the runtime folder", async () => {
  const runtime = await mkdtemp(join(tmpdir(), "node-libvirt-run-"));
  const daemon = await FakeDaemon.start();
  await mkdir(join(runtime, "libvirt"));
  await symlink(daemon.socketPath, join(runtime, "libvirt/virtqemud-sock"));
  vi.stubEnv("XDG_RUNTIME_DIR", runtime);
  expect(await routeTo("qemu:///session")).toBe(join(runtime, "libvirt/virtqemud-sock"));
  vi.unstubAllEnvs();
  await daemon.stop();
  await rm(runtime, { recursive: true });
});

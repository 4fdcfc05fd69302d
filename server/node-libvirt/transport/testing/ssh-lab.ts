import type { ConnectOptions } from "../../connect";
import { startTestDaemon, type TestDaemon } from "../../testing/index";
import { SshSession } from "../ssh/session";
import { type SshdOptions, sshUsers, startSshd, type TestSshd } from "./sshd";

/** Where a libvirtd listens by default. */
export const systemSocket = "/run/libvirt/libvirt-sock";

/** A real libvirtd (test driver), and real SSH servers on whose hosts it seems to run. */
export class SshLab {
  readonly daemon: TestDaemon;
  readonly #servers: TestSshd[] = [];

  private constructor(daemon: TestDaemon) {
    this.daemon = daemon;
  }

  static async start(): Promise<SshLab> {
    return new SshLab(await startTestDaemon());
  }

  /** A server that shows the daemon at its usual place, unless told which sockets to show. */
  async server(options: SshdOptions = {}): Promise<TestSshd> {
    const sockets = options.sockets ?? { [systemSocket]: this.daemon.socketPath };
    const server = await startSshd({ ...options, sockets });
    this.#servers.push(server);
    return server;
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) await server.stop();
    await this.daemon.stop();
  }
}

export function uriOf(sshd: TestSshd, query = "", user: string = sshUsers.admin): string {
  return `test+ssh://${user}@127.0.0.1:${sshd.port}/default${query}`;
}

/** The server's own key pinned, and the key it accepts. */
export function withKey(sshd: TestSshd, ssh: ConnectOptions["ssh"] = {}): ConnectOptions {
  return { ssh: { privateKey: sshd.key, hostKeySha256: sshd.fingerprint, ...ssh } };
}

export async function sessionOn(
  sshd: TestSshd,
  options: { keepaliveIntervalMs?: number } = {},
): Promise<SshSession> {
  return await SshSession.open({
    host: "127.0.0.1",
    port: sshd.port,
    user: sshUsers.admin,
    privateKey: sshd.key,
    hostKeySha256: sshd.fingerprint,
    ...options,
  });
}

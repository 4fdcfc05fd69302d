import type { Connection } from "../rpc/connection";
import { connectOver } from "../rpc/connection";
import type { ConnectOverOptions } from "../rpc/options";
import { FakeDaemon, type FakeDaemonOptions } from "./fake-daemon";
import { dial } from "./libvirtd";

/** Fake daemons and connections to them that a test can forget about: `cleanUp()` after each. */
const cleanUps: (() => Promise<unknown>)[] = [];

export async function cleanUp(): Promise<void> {
  for (const each of cleanUps.splice(0).reverse()) await each();
}

export async function startDaemon(options?: FakeDaemonOptions): Promise<FakeDaemon> {
  const daemon = await FakeDaemon.start(options);
  cleanUps.push(() => daemon.stop());
  return daemon;
}

export async function open(
  daemon: FakeDaemon,
  options: Partial<ConnectOverOptions> = {},
): Promise<Connection> {
  const socket = await dial({ path: daemon.socketPath });
  const connection = await connectOver(socket, { name: "test:///default", ...options });
  cleanUps.push(() => connection.close());
  return connection;
}

/** A fake daemon, a connection, the daemon's side of it and a machine that is off. */
export async function setUp(options: Partial<ConnectOverOptions> = {}) {
  const daemon = await startDaemon();
  const connection = await open(daemon, options);
  const [session] = daemon.sessions;
  const { domains } = await connection.remote.connectListAllDomains({ needResults: 1, flags: 0 });
  const off = domains.find(({ id }) => id === -1);
  if (!session || !off) throw new Error("the fake daemon is not as expected");
  return { daemon, connection, session, off };
}

/** Resolves once `holds`, looking after each turn of the event loop; the test's timeout bounds it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

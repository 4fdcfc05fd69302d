import { afterEach, describe, expect, it } from "vitest";
import { AbortedError, ConnectionClosedError, ProtocolError, TimeoutError } from "../errors/errors";
import { REMOTE } from "../protocol/remote-calls.gen";
import { bytes, frame } from "../testing/bytes";
import { FakeDaemon, type FakeDaemonOptions } from "../testing/fake-daemon";
import { dial } from "../testing/libvirtd";
import { type Connection, connectOver } from "./connection";
import type { ConnectOverOptions } from "./options";
import { isHole } from "./stream-inbox";

const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function startDaemon(options?: FakeDaemonOptions): Promise<FakeDaemon> {
  const daemon = await FakeDaemon.start(options);
  cleanUps.push(() => daemon.stop());
  return daemon;
}

async function open(
  daemon: FakeDaemon,
  options: Partial<ConnectOverOptions> = {},
): Promise<Connection> {
  const socket = await dial({ path: daemon.socketPath });
  const connection = await connectOver(socket, { name: "test:///default", ...options });
  cleanUps.push(() => connection.close());
  return connection;
}

async function setUp(options: Partial<ConnectOverOptions> = {}) {
  const daemon = await startDaemon();
  const connection = await open(daemon, options);
  const [session] = daemon.sessions;
  const { domains } = await connection.remote.connectListAllDomains({ needResults: 1, flags: 0 });
  const off = domains.find(({ id }) => id === -1);
  if (!session || !off) throw new Error("the fake daemon is not as expected");
  return { daemon, connection, session, off };
}

/** Resolves once `holds`, looking after each turn of the event loop; the test's timeout bounds it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe("opening", () => {
  it("asks for the list of sign-in schemes before anything else", async () => {
    const { connection, session } = await setUp();
    expect(session.received.slice(0, 4)).toEqual([
      "authList",
      "connectSupportsFeature",
      "connectOpen",
      "connectGetUri",
    ]);
    expect(connection.uri).toBe("test:///default");
    expect(connection.isOpen).toBe(true);
  });

  it("hands over to the authenticator when the daemon insists, and not otherwise", async () => {
    const daemon = await startDaemon();
    daemon.on("authList", () => ({ types: [1, 2] }));
    const offers: number[][] = [];
    await open(daemon, {
      authenticate: async (_call, offered) => {
        offers.push(offered);
      },
    });
    daemon.on("authList", () => ({ types: [0] }));
    await open(daemon, {
      authenticate: async () => {
        throw new Error("not needed");
      },
    });
    expect(offers).toEqual([[1, 2]]);
  });

  it("refuses a daemon that wants a sign-in nobody can give", async () => {
    const daemon = await startDaemon();
    daemon.on("authList", () => ({ types: [2] }));
    await expect(open(daemon)).rejects.toMatchObject({ code: "AUTH", reason: "noneAcceptable" });
  });

  it("passes on why the daemon refuses to open", async () => {
    const daemon = await startDaemon();
    daemon.setFault("connectOpen", { error: { code: 5, domain: 0, message: "no such driver" } });
    await expect(open(daemon)).rejects.toMatchObject({ libvirtCode: 5, procedure: "connectOpen" });
  });

  it("gives up on a peer that accepts and stays silent", async () => {
    const daemon = await startDaemon({ silent: true });
    await expect(open(daemon, { timeoutMs: 50 })).rejects.toBeInstanceOf(TimeoutError);
  });

  it("can be aborted, before and during", async () => {
    const daemon = await startDaemon({ silent: true });
    const before = open(daemon, { signal: AbortSignal.abort() });
    await expect(before).rejects.toBeInstanceOf(AbortedError);
    const controller = new AbortController();
    const during = open(daemon, { signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(during).rejects.toBeInstanceOf(AbortedError);
  });

  it("destroys the stream when it fails", async () => {
    const daemon = await startDaemon();
    daemon.setFault("connectOpen", "unknown");
    const socket = await dial({ path: daemon.socketPath });
    await expect(connectOver(socket, { name: null })).rejects.toMatchObject({ isNoSupport: true });
    expect(socket.destroyed).toBe(true);
  });
});

describe("a call", () => {
  it("rejects with the daemon's own error, field by field", async () => {
    const { connection, off } = await setUp();
    await expect(connection.remote.domainDestroy({ dom: off })).rejects.toMatchObject({
      code: "LIBVIRT",
      libvirtCode: 55,
      libvirtCodeName: "VIR_ERR_OPERATION_INVALID",
      domainName: "VIR_FROM_TEST",
      procedure: "domainDestroy",
      message: "Requested operation is not valid",
    });
  });

  it("tells an unknown procedure as one the daemon does not support", async () => {
    const { connection } = await setUp();
    const call = connection.remote.nodeGetInfo();
    await expect(call).rejects.toMatchObject({ libvirtCode: 3, isNoSupport: true });
  });

  it("of a program the daemon does not know is not supported either", async () => {
    const { connection, off } = await setUp();
    const call = connection.qemu.domainMonitorCommand({ dom: off, cmd: "x", flags: 0 });
    await expect(call).rejects.toMatchObject({ isNoSupport: true });
  });

  it("meets its deadline when the daemon stalls, and the connection lives on", async () => {
    const { daemon, connection, off } = await setUp();
    daemon.setFault("domainCreate", "stall");
    const call = connection.remote.domainCreate({ dom: off }, { timeoutMs: 30 });
    await expect(call).rejects.toBeInstanceOf(TimeoutError);
    await expect(connection.remote.connectGetHostname()).resolves.toEqual({ hostname: "fake" });
    expect(connection.stats.inFlight).toBe(1);
  });

  it("can be aborted with the caller's reason", async () => {
    const { daemon, connection, off } = await setUp();
    daemon.setFault("domainCreate", "stall");
    const controller = new AbortController();
    const call = connection.remote.domainCreate({ dom: off }, { signal: controller.signal });
    controller.abort("enough");
    await expect(call).rejects.toMatchObject({ code: "ABORTED", cause: "enough" });
    const late = connection.remote.domainCreate({ dom: off }, { signal: controller.signal });
    await expect(late).rejects.toBeInstanceOf(AbortedError);
  });

  it("is never sent once it was given up in the queue", async () => {
    const { daemon, connection, session, off } = await setUp({ maxInFlight: 1 });
    daemon.setFault("domainCreate", "stall");
    const stuck = connection.remote.domainCreate({ dom: off }, { timeoutMs: 100 });
    const queued = connection.remote.connectGetHostname({ timeoutMs: 20 });
    await expect(queued).rejects.toBeInstanceOf(TimeoutError);
    expect(connection.stats.queued).toBe(0);
    await expect(stuck).rejects.toBeInstanceOf(TimeoutError);
    expect(session.received).not.toContain("connectGetHostname");
  });

  it("refuses what cannot be put on the wire without sending it", async () => {
    const { connection, session, off } = await setUp();
    const sent = session.received.length;
    const dom = { ...off, uuid: new Uint8Array(3) };
    await expect(connection.remote.domainCreate({ dom })).rejects.toBeInstanceOf(ProtocolError);
    expect(connection.stats.inFlight).toBe(0);
    expect(session.received).toHaveLength(sent);
  });

  it("that takes longer than a timer can count waits instead of failing at once", async () => {
    const { connection } = await setUp();
    const call = connection.remote.connectGetHostname({ timeoutMs: Number.POSITIVE_INFINITY });
    await expect(call).resolves.toEqual({ hostname: "fake" });
  });
});

describe("the limit of calls in flight", () => {
  it("keeps a hundred calls to four at a time and answers all in order of asking", async () => {
    const { connection } = await setUp();
    let most = 0;
    const order: number[] = [];
    const calls = Array.from({ length: 100 }, async (_, i) => {
      most = Math.max(most, connection.stats.inFlight);
      await connection.remote.connectGetHostname();
      most = Math.max(most, connection.stats.inFlight);
      order.push(i);
    });
    expect(connection.stats).toMatchObject({ inFlight: 4, queued: 96 });
    await Promise.all(calls);
    expect(most).toBe(4);
    expect(order).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(connection.stats).toMatchObject({ inFlight: 0, queued: 0 });
  });

  it("counts a call its caller gave up until the daemon answers it", async () => {
    const { daemon, connection, off } = await setUp({ maxInFlight: 2 });
    daemon.setFault("domainCreate", "stall");
    const stuck = [1, 2].map(() =>
      connection.remote.domainCreate({ dom: off }, { timeoutMs: 10 }).catch(() => {}),
    );
    await Promise.all(stuck);
    const waiting = connection.remote.connectGetHostname({ timeoutMs: 30 });
    await expect(waiting).rejects.toBeInstanceOf(TimeoutError);
  });
});

describe("a daemon gone wrong", () => {
  it("that cuts the connection rejects everything outstanding and everything after", async () => {
    const { daemon, connection, off } = await setUp();
    daemon.setFault("domainCreate", "drop");
    const calls = Array.from({ length: 9 }, () => connection.remote.domainCreate({ dom: off }));
    for (const { reason } of await settledRejections(calls)) {
      expect(reason).toBeInstanceOf(ConnectionClosedError);
    }
    expect(await connection.closed).toBeInstanceOf(ConnectionClosedError);
    expect(connection.isOpen).toBe(false);
    const after = connection.remote.connectGetHostname();
    await expect(after).rejects.toBeInstanceOf(ConnectionClosedError);
  });

  it("that answers garbage fails that call alone", async () => {
    const { daemon, connection } = await setUp();
    daemon.setFault("connectListAllDomains", "garbage");
    const call = connection.remote.connectListAllDomains({ needResults: 1, flags: 0 });
    await expect(call).rejects.toBeInstanceOf(ProtocolError);
    await expect(connection.remote.connectGetHostname()).resolves.toBeDefined();
  });

  it("that announces an answer of 1 GB ends the connection without waiting for it", async () => {
    const { daemon, connection } = await setUp();
    daemon.setFault("connectGetHostname", "hugeLength");
    const call = connection.remote.connectGetHostname();
    await expect(call).rejects.toBeInstanceOf(ConnectionClosedError);
    expect(await connection.closed).toBeInstanceOf(ProtocolError);
  });

  it.each([
    ["an answer to a call nobody made", frame({ serial: 4_000_000 })],
    ["an unknown packet type", frame({ type: 9 })],
    ["an unknown status", frame({ status: 9 })],
    ["another protocol version", frame({ version: 2 })],
    ["a call of its own", frame({ type: 0 })],
    ["text", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
  ])("that sends %s ends the connection with a protocol error", async (_name, wire) => {
    const { connection, session } = await setUp();
    session.sendRaw(wire);
    expect(await connection.closed).toBeInstanceOf(ProtocolError);
  });

  it("that passes file descriptors fails that call and stays in step", async () => {
    const { daemon, connection, session } = await setUp();
    daemon.setFault("connectGetHostname", "stall");
    const call = connection.remote.connectGetHostname();
    await until(() => session.received.includes("connectGetHostname"));
    const serial = session.received.length;
    const { number: procedure } = REMOTE.connectGetHostname;
    session.sendRaw(frame({ type: 5, serial, procedure }, bytes().u32(1).build()));
    session.sendRaw(Uint8Array.of(0));
    await expect(call).rejects.toThrow("file descriptors");
    await expect(connection.remote.connectGetUri()).resolves.toBeDefined();
  });

  it("that sends events and stream data nobody asked for does no harm", async () => {
    const { connection, session } = await setUp();
    session.sendRaw(frame({ type: 2, serial: 0, procedure: 318 }, bytes().u32(7, 0).build()));
    session.sendRaw(frame({ type: 3, serial: 99, status: 2 }, Buffer.from("data")));
    session.sendRaw(frame({ type: 2, serial: 0, program: 1, procedure: 1 }));
    await expect(connection.remote.connectGetUri()).resolves.toBeDefined();
  });
});

describe("events", () => {
  it("arrive typed, with the object they are about", async () => {
    const { connection, off } = await setUp();
    const seen: unknown[] = [];
    const unsubscribe = await connection.events.subscribe(
      "domainEventCallbackLifecycle",
      ({ msg }) => seen.push([msg.dom.name, msg.event]),
    );
    await connection.remote.domainCreate({ dom: off });
    await unsubscribe();
    await connection.remote.domainDestroy({ dom: off });
    expect(seen).toEqual([[off.name, 2]]);
  });

  it("that cannot be decoded end the connection, for the mirror would be wrong", async () => {
    const { connection, session } = await setUp();
    await connection.events.subscribe("domainEventCallbackLifecycle", () => {});
    const payload = bytes()
      .u32(session.lifecycleId ?? -1, 0)
      .build();
    session.sendRaw(frame({ type: 2, serial: 0, procedure: 318 }, payload));
    expect(await connection.closed).toBeInstanceOf(ProtocolError);
  });
});

describe("a stream", () => {
  it("carries bytes both ways and ends cleanly", async () => {
    const { connection, off } = await setUp();
    const console = await connection.openStream.domainOpenConsole({
      dom: off,
      devName: null,
      flags: 0,
    });
    await console.write(Buffer.from("echo?"));
    for await (const item of console.readable) {
      expect(isHole(item) ? item : Buffer.from(item).toString()).toBe("echo?");
      break;
    }
    expect(await console.closed).toBeInstanceOf(AbortedError);
    await expect(connection.remote.connectGetUri()).resolves.toBeDefined();
  });

  it("is ended by its signal, also long after it was opened", async () => {
    const { connection, off } = await setUp();
    const controller = new AbortController();
    const args = { dom: off, devName: null, flags: 0 };
    const stream = await connection.openStream.domainOpenConsole(args, controller);
    controller.abort("done");
    expect(await stream.closed).toMatchObject({ code: "ABORTED", cause: "done" });
  });

  it("ends with its connection", async () => {
    const { connection, session, off } = await setUp();
    const args = { dom: off, devName: null, flags: 0 };
    const stream = await connection.openStream.domainOpenConsole(args);
    session.drop();
    expect(await stream.closed).toBeInstanceOf(ConnectionClosedError);
  });
});

describe("keepalive", () => {
  it("answers the daemon's pings at once, also with every slot taken", async () => {
    const { daemon, connection, session, off } = await setUp({ maxInFlight: 1 });
    daemon.setFault("domainCreate", "stall");
    const stuck = connection.remote.domainCreate({ dom: off }).catch(() => {});
    session.ping();
    await until(() => session.received.includes("pong"));
    await connection.close();
    await stuck;
  });

  it("notices a peer that died without a word", async () => {
    const daemon = await startDaemon();
    const connection = await open(daemon, { keepalive: { intervalMs: 10, count: 2 } });
    const [session] = daemon.sessions;
    await until(() => session?.received.includes("ping") ?? false);
    session?.fallSilent();
    expect(await connection.closed).toMatchObject({ code: "CONNECTION_CLOSED" });
  });

  it("is not asked for when switched off", async () => {
    const { session } = await setUp({ keepalive: false });
    expect(session.received).not.toContain("connectSupportsFeature");
  });
});

describe("closing", () => {
  it("settles what is outstanding, resolves without an error and may be repeated", async () => {
    const { daemon, connection, off } = await setUp();
    daemon.setFault("domainCreate", "stall");
    const call = connection.remote.domainCreate({ dom: off });
    const rejection = expect(call).rejects.toBeInstanceOf(ConnectionClosedError);
    await connection.close();
    await connection.close();
    await rejection;
    expect(await connection.closed).toBeUndefined();
  });

  it("leaves no connection behind at the daemon", async () => {
    const { daemon, connection } = await setUp();
    await connection.close();
    await until(() => daemon.clients === 0);
  });
});

async function settledRejections(calls: Promise<unknown>[]): Promise<PromiseRejectedResult[]> {
  const outcomes = await Promise.allSettled(calls);
  const rejected = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(rejected).toHaveLength(calls.length);
  return rejected;
}

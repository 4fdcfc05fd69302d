import { afterEach, describe, expect, it } from "vitest";
import { AbortedError, ConnectionClosedError, ProtocolError, TimeoutError } from "../errors/errors";
import { REMOTE } from "../protocol/remote-calls.gen";
import { bytes, frame } from "../testing/bytes";
import { cleanUp, open, setUp, startDaemon, until } from "../testing/fake-connection";
import { isHole } from "./stream-inbox";

afterEach(cleanUp);

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

  it("that opens after its caller gave it up is aborted at once", async () => {
    const { daemon, connection, session, off } = await setUp();
    daemon.setFault("domainOpenConsole", "stall");
    const args = { dom: off, devName: null, flags: 0 };
    const opening = connection.openStream.domainOpenConsole(args, { timeoutMs: 20 });
    await expect(opening).rejects.toBeInstanceOf(TimeoutError);
    const serial = session.received.length;
    session.sendRaw(frame({ procedure: REMOTE.domainOpenConsole.number, serial }));
    await until(() => session.received.includes("stream 1"));
    expect(connection.stats.inFlight).toBe(0);
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

async function settledRejections(calls: Promise<unknown>[]): Promise<PromiseRejectedResult[]> {
  const outcomes = await Promise.allSettled(calls);
  const rejected = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(rejected).toHaveLength(calls.length);
  return rejected;
}

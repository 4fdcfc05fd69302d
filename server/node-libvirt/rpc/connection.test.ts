import { afterEach, describe, expect, it } from "vitest";
import { AbortedError, ConnectionClosedError, ProtocolError, TimeoutError } from "../errors/errors";
import { cleanUp, open, setUp, startDaemon, until } from "../testing/fake-connection";
import { dial } from "../testing/libvirtd";
import { connectOver } from "./connection";

afterEach(cleanUp);

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

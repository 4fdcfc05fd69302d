import { once } from "node:events";
import { mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConnectionClosedError } from "../errors/errors";
import { FakeDaemon, type FakeDaemonOptions } from "../testing/index";
import { parseUri } from "../uri/parse";
import { HostPool } from "./host-pool";
import { HostBusyError, type HostPoolOptions } from "./options";

const backoff = { minMs: 5, maxMs: 20 };

/** A host whose daemon can be replaced by another one at the same address. */
class Host {
  daemon: FakeDaemon;
  readonly directory: string;
  readonly pools: HostPool[] = [];

  constructor(directory: string, daemon: FakeDaemon) {
    this.directory = directory;
    this.daemon = daemon;
  }

  get path() {
    return join(this.directory, "sock");
  }

  pool(options: Partial<HostPoolOptions> = {}) {
    const uri = parseUri(`test+unix:///default?socket=${this.path}`);
    const connect = { timeoutMs: 500, ...options.connect };
    const pool = new HostPool({ uri, backoff, ...options, connect });
    this.pools.push(pool);
    return pool;
  }

  async replaceDaemon(options: FakeDaemonOptions = {}) {
    await this.daemon.stop();
    await this.point(await FakeDaemon.start(options));
  }

  async point(daemon: FakeDaemon) {
    this.daemon = daemon;
    await symlink(daemon.socketPath, `${this.path}.new`);
    await rename(`${this.path}.new`, this.path);
  }

  async stop() {
    for (const pool of this.pools) await pool.close();
    await this.daemon.stop();
    await rm(this.directory, { recursive: true });
  }
}

let host: Host;

beforeEach(async () => {
  host = new Host(await mkdtemp(join(tmpdir(), "host-pool-")), await FakeDaemon.start());
  await host.point(host.daemon);
});

afterEach(() => host.stop());

async function started(options: Partial<HostPoolOptions> = {}) {
  const pool = host.pool(options);
  const up = once(pool, "up");
  pool.start();
  await up;
  return pool;
}

describe("HostPool", () => {
  test("comes up, serves calls on the control connection, and says since when", async () => {
    const before = Date.now();
    const pool = await started();
    expect(pool.link).toMatchObject({ state: "up", attempt: 0 });
    expect(pool.link.sinceMs).toBeGreaterThanOrEqual(before);
    expect(await pool.control.remote.connectNumOfDomains()).toEqual({ num: expect.any(Number) });
  });

  test("not connected yet, every way in says so instead of waiting", async () => {
    const pool = host.pool();
    expect(() => pool.control).toThrow(ConnectionClosedError);
    await expect(pool.withLong(async () => {})).rejects.toThrow(ConnectionClosedError);
    await expect(pool.dial({ unix: "/x" })).rejects.toThrow(ConnectionClosedError);
  });

  test("after a loss it comes back, with subscriptions renewed before it says so", async () => {
    const pool = host.pool();
    const states: number[] = [];
    pool.subscribe("domainEventCallbackLifecycle", ({ msg }) => states.push(msg.event));
    const firstUp = once(pool, "up");
    pool.start();
    await firstUp;
    const down = once(pool, "down");
    const secondUp = once(pool, "up");
    await host.replaceDaemon();
    await down;
    await secondUp;
    const session = host.daemon.sessions.at(-1);
    expect(session?.lifecycleId).toBeTypeOf("number");
    const [domain] = host.daemon.domains;
    if (domain === undefined) throw new Error("the fake daemon has no machine");
    host.daemon.changeState(domain, 5, 5);
    await pool.control.remote.connectNumOfDomains();
    expect(states).toEqual([5]);
  });

  test("a subscription taken back is not renewed", async () => {
    const pool = host.pool();
    const stop = pool.subscribe("domainEventCallbackLifecycle", () => {});
    stop();
    const up = once(pool, "up");
    pool.start();
    await up;
    expect(host.daemon.sessions.at(-1)?.lifecycleId).toBeUndefined();
  });

  test("an event the daemon does not know is reported and holds nothing up", async () => {
    host.daemon.setFault("connectDomainEventCallbackRegisterAny", "unknown");
    const pool = host.pool();
    const unsupported = once(pool, "unsupported");
    pool.subscribe("domainEventCallbackLifecycle", () => {});
    const up = once(pool, "up");
    pool.start();
    await up;
    expect(await unsupported).toMatchObject([
      "domainEventCallbackLifecycle",
      { isNoSupport: true },
    ]);
  });

  test("a host that is away is tried again until it is there; the reason is kept", async () => {
    await host.daemon.stop();
    const pool = host.pool();
    const down = once(pool, "down");
    pool.start();
    await down;
    expect(pool.link).toMatchObject({ state: "down", error: { reason: "noSocket" } });
    expect(pool.link.nextTryMs).toBeGreaterThan(0);
    const up = once(pool, "up");
    await host.point(await FakeDaemon.start());
    await up;
    expect(pool.link.state).toBe("up");
    expect(pool.link).not.toHaveProperty("error");
  });

  test("a host that accepts and stays silent is down at the deadline", async () => {
    await host.replaceDaemon({ silent: true });
    const pool = host.pool({ connect: { timeoutMs: 60 } });
    const down = once(pool, "down");
    pool.start();
    const [error] = await down;
    expect(error).toMatchObject({ code: "TRANSPORT", step: "daemon", reason: "timeout" });
  });

  test("retryNow ends a long pause", async () => {
    await host.daemon.stop();
    const pool = host.pool({ backoff: { minMs: 600_000, maxMs: 600_000 } });
    const down = once(pool, "down");
    pool.start();
    await down;
    await host.point(await FakeDaemon.start());
    const up = once(pool, "up");
    pool.retryNow();
    await up;
  });

  test("a listener that throws does not take the host down", async () => {
    const pool = host.pool();
    const warned = once(process, "warning");
    const up = once(pool, "up");
    pool.on("up", () => {
      throw new Error("listener's bug");
    });
    pool.start();
    await up;
    expect(await warned).toMatchObject([{ message: "listener's bug" }]);
    expect(pool.link.state).toBe("up");
  });

  test("a long call has its own connection, gone afterwards, and leaves control free", async () => {
    const pool = await started();
    host.daemon.setFault("domainSave", "stall");
    const domain = { name: "a", uuid: new Uint8Array(16), id: 1 };
    const long = pool.withLong((c) =>
      c.remote.domainSave({ dom: domain, to: "/x" }, { timeoutMs: 150 }),
    );
    await expect(pool.control.remote.connectNumOfDomains()).resolves.toBeDefined();
    await expect(long).rejects.toMatchObject({ code: "TIMEOUT" });
    expect(host.daemon.sessions).toHaveLength(2);
    expect(host.daemon.sessions[1]?.received).toContain("domainSave");
  });

  test("no more long calls at once than the cap leaves beside the control connection", async () => {
    const pool = await started({ capPerHost: 6 });
    let inside = 0;
    let most = 0;
    const calls = Array.from({ length: 5 }, () =>
      pool.withLong(async (connection) => {
        inside++;
        most = Math.max(most, inside);
        await connection.remote.connectNumOfDomains();
        inside--;
      }),
    );
    await Promise.all(calls);
    expect(most).toBe(2);
  });

  test("each stream has its own connection, closed with it; too many are refused", async () => {
    const pool = await started({ maxStreams: 1 });
    const dom = { name: "a", uuid: new Uint8Array(16), id: 1 };
    const open = () =>
      pool.openStream((calls) => calls.domainOpenConsole({ dom, devName: null, flags: 0 }));
    const stream = await open();
    await expect(open()).rejects.toBeInstanceOf(HostBusyError);
    stream.abort();
    await stream.closed;
    await expect.poll(open).toBeDefined();
    expect(host.daemon.sessions.length).toBeGreaterThanOrEqual(3);
  });

  test("dial reaches a unix socket of the host", async () => {
    const pool = await started();
    const server = createServer((socket) => socket.end("RFB 003.008\n"));
    const path = join(host.directory, "vnc");
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const stream = await pool.dial({ unix: path });
    const [banner] = await once(stream, "data");
    expect(String(banner)).toBe("RFB 003.008\n");
    server.close();
    await expect(pool.dial({ unix: join(host.directory, "none") })).rejects.toMatchObject({
      reason: "noSocket",
    });
  });

  test("close ends everything: calls in flight, waiting ones, and the attempts", async () => {
    const pool = await started({ maxLong: 1 });
    host.daemon.setFault("domainSave", "stall");
    const dom = { name: "a", uuid: new Uint8Array(16), id: 1 };
    const running = pool.withLong((c) => c.remote.domainSave({ dom, to: "/x" }));
    const waiting = pool.withLong(async () => {});
    const outcomes = Promise.allSettled([running, waiting]);
    await expect.poll(() => host.daemon.sessions[1]?.received.includes("domainSave")).toBe(true);
    await pool.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(pool.link.state).toBe("down");
    expect(() => pool.control).toThrow(ConnectionClosedError);
  });

  test("close during an attempt does not wait for it", async () => {
    await host.replaceDaemon({ silent: true });
    const pool = host.pool({ connect: { timeoutMs: 600_000 } });
    pool.start();
    await pool.close();
    expect(pool.link.state).toBe("down");
  });
});

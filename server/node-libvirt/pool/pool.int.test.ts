import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { VIR_DOMAIN_EVENT_RESUMED, VIR_DOMAIN_EVENT_SUSPENDED } from "../protocol/constants.gen";
import { startTestDaemon, type TestDaemon } from "../testing/index";
import { sshUsers, startSshd, type TestSshd } from "../transport/testing/sshd";
import { parseUri } from "../uri/parse";
import { HostPool } from "./host-pool";

let daemon: TestDaemon;
let open: TestSshd;
let strict: TestSshd;
const pools: HostPool[] = [];

beforeAll(async () => {
  daemon = await startTestDaemon();
  const sockets = { "/run/libvirt/libvirt-sock": daemon.socketPath };
  open = await startSshd({ sockets });
  strict = await startSshd({ sockets, config: ["AllowTcpForwarding no"] });
});

afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
});

afterAll(async () => {
  await open?.stop();
  await strict?.stop();
  await daemon?.stop();
});

async function started(sshd: TestSshd): Promise<HostPool> {
  const uri = parseUri(`test+ssh://${sshUsers.admin}@127.0.0.1:${sshd.port}/default`);
  const ssh = { privateKey: sshd.key, hostKeySha256: sshd.fingerprint };
  const pool = new HostPool({ uri, connect: { ssh }, backoff: { minMs: 20, maxMs: 100 } });
  pools.push(pool);
  const up = once(pool, "up");
  pool.start();
  await up;
  return pool;
}

const signIns = (sshd: TestSshd) => sshd.log().split("Accepted publickey").length - 1;

describe("HostPool over SSH", () => {
  test("control, long calls, streams and displays share one sign-in", async () => {
    const before = signIns(open);
    const pool = await started(open);
    const { dom } = await pool.control.remote.domainLookupByName({ name: "test" });
    const states = await Promise.all(
      Array.from({ length: 6 }, () =>
        pool.withLong((c) => c.remote.domainGetState({ dom, flags: 0 })),
      ),
    );
    expect(states.every(({ state }) => state === 1)).toBe(true);
    const display = createServer((socket) => socket.end("RFB 003.008\n"));
    const path = join(tmpdir(), `display-${process.pid}`);
    await new Promise<void>((resolve) => display.listen(path, resolve));
    const stream = await pool.dial({ unix: path });
    expect(String((await once(stream, "data"))[0])).toBe("RFB 003.008\n");
    stream.destroy();
    display.close();
    expect(signIns(open)).toBe(before + 1);
  });

  test("without forwarding, everything goes through the helper just the same", async () => {
    const pool = await started(strict);
    const counts = await Promise.all([
      pool.control.remote.connectNumOfDomains(),
      pool.withLong((c) => c.remote.connectNumOfDomains()),
    ]);
    expect(counts).toEqual([{ num: 1 }, { num: 1 }]);
  });

  test("a lost SSH session is signed in to anew, with events renewed", async () => {
    const pool = await started(open);
    const seen: number[] = [];
    pool.subscribe("domainEventCallbackLifecycle", ({ msg }) => seen.push(msg.event));
    const down = once(pool, "down");
    const up = once(pool, "up");
    await open.dropSessions();
    expect(await down).toMatchObject([{ code: "CONNECTION_CLOSED" }]);
    await up;
    const { dom } = await pool.control.remote.domainLookupByName({ name: "test" });
    await pool.withLong((c) => c.remote.domainSuspend({ dom }));
    await pool.withLong((c) => c.remote.domainResume({ dom }));
    await expect.poll(() => seen).toEqual([VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_RESUMED]);
  });

  test("a server that comes back with another host key is retried rarely: a person is needed", async () => {
    const pool = await started(strict);
    await strict.dropSessions();
    await strict.replaceHostKey();
    await expect
      .poll(() => pool.link.error, { timeout: 10_000 })
      .toMatchObject({ reason: "hostKeyChanged" });
    expect((pool.link.nextTryMs ?? 0) - Date.now()).toBeGreaterThan(100_000);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connect } from "./connect";
import type { OpenStep } from "./open-step";
import { FakeDaemon, type FakeDaemonOptions } from "./testing/index";
import { FaultyServer } from "./transport/testing/faulty-server";

let directory: string;
const daemons: FakeDaemon[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "connect-"));
});

afterEach(async () => {
  for (const daemon of daemons.splice(0)) await daemon.stop();
  await rm(directory, { recursive: true });
});

async function uriOf(options: FakeDaemonOptions = {}) {
  const daemon = await FakeDaemon.start(options);
  daemons.push(daemon);
  return { daemon, uri: `test+unix:///default?socket=${daemon.socketPath}` };
}

describe("connect over a unix socket", () => {
  test("opens, and tells the steps of this transport only", async () => {
    const { uri } = await uriOf();
    const steps: OpenStep[] = [];
    const connection = await connect(uri, { onStep: (step) => steps.push(step) });
    expect(steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
      "socket start",
      "socket pass",
      "daemon start",
      "daemon pass",
    ]);
    await connection.close();
  });

  test("a URI that cannot be understood is refused before anything is opened", async () => {
    await expect(connect("qemu+ssh://h/system?no_verfy=1")).rejects.toMatchObject({
      code: "URI",
      param: "no_verfy",
    });
  });

  test("a socket that accepts and stays silent ends at the deadline, naming the step", async () => {
    const { uri } = await uriOf({ silent: true });
    const steps: OpenStep[] = [];
    const beginMs = performance.now();
    const attempt = connect(uri, { timeoutMs: 80, onStep: (step) => steps.push(step) });
    await expect(attempt).rejects.toMatchObject({
      code: "TRANSPORT",
      step: "daemon",
      reason: "timeout",
      facts: { timeoutMs: "80" },
    });
    expect(performance.now() - beginMs).toBeLessThan(1000);
    expect(steps.at(-1)).toMatchObject({ name: "daemon", status: "fail" });
  });

  test("the caller's signal ends it as cancelled, not as timed out", async () => {
    const { uri } = await uriOf({ silent: true });
    const cancel = new AbortController();
    const attempt = connect(uri, { signal: cancel.signal });
    cancel.abort(new Error("changed my mind"));
    await expect(attempt).rejects.toMatchObject({
      code: "ABORTED",
      cause: { message: "changed my mind" },
    });
    await expect(connect(uri, { signal: cancel.signal })).rejects.toMatchObject({
      code: "ABORTED",
    });
  });

  test("a path without a socket, and one nobody listens on", async () => {
    const file = join(directory, "file");
    await writeFile(file, "");
    for (const path of [join(directory, "nothing"), file]) {
      await expect(connect(`qemu:///system?socket=${path}`)).rejects.toMatchObject({
        step: "socket",
        reason: "noSocket",
        facts: { paths: path },
      });
    }
  });

  test.each([
    ["garbage", { code: "TRANSPORT", reason: "notLibvirt" }],
    ["hugeLength", { code: "TRANSPORT", reason: "notLibvirt" }],
    ["drop", { code: "CONNECTION_CLOSED" }],
  ] as const)("a daemon whose first answer is %s", async (fault, want) => {
    const { uri, daemon } = await uriOf();
    daemon.setFault("authList", fault);
    await expect(connect(uri)).rejects.toMatchObject(want);
  });

  test("a daemon that refuses to open the driver says so in its own words", async () => {
    const { uri, daemon } = await uriOf();
    daemon.setFault("connectOpen", { error: { code: 38, domain: 0, message: "no such driver" } });
    await expect(connect(uri)).rejects.toMatchObject({
      code: "LIBVIRT",
      message: "no such driver",
    });
  });
});

describe("connect over TCP", () => {
  test("something that talks another protocol is no daemon", async () => {
    const server = await FaultyServer.start((socket) => socket.write("HTTP/1.1 400 Bad\r\n\r\n"));
    const attempt = connect(`test+tcp://127.0.0.1:${server.port}/default`);
    await expect(attempt).rejects.toMatchObject({ step: "daemon", reason: "notLibvirt" });
    await server.stop();
  });

  test("a refused port, with the address it was", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));
    await expect(connect(`test+tcp://127.0.0.1:${port}/default`)).rejects.toMatchObject({
      step: "reach",
      reason: "refused",
      facts: { address: "127.0.0.1", port: String(port), code: "ECONNREFUSED" },
    });
  });
});

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { startTestDaemon, type TestDaemon } from "node-libvirt/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type ServerFixture, startServerFixture } from "../hosts/testing/server-fixture";
import { until, writeTestHost } from "../inventory/testing/fleet-fixture";
import { createApiSockets } from "./sockets";

const MACHINES = 2_000;
/** Each is a snapshot of every machine: together more than the server lets wait for one browser. */
const SUBSCRIPTIONS = 120;
/** Well before an unanswered ping would end it. */
const LET_GO_WITHIN_MS = 12_000;

let daemon: TestDaemon;
let fixture: ServerFixture;
let server: Server;
let address = "";
let connections = 0;

beforeAll(async () => {
  daemon = await startTestDaemon();
  fixture = await startServerFixture();
  const { runtime, ctx } = fixture;
  const path = await writeTestHost(daemon.directory, "big", { count: MACHINES, running: 10 });
  runtime.fleet.addHost({
    id: "big",
    name: "big",
    uri: `test+unix://${path}?socket=${daemon.socketPath}`,
    hostKeySha256: null,
    enabled: true,
    addedAtMs: Date.now(),
  });
  await until("the machines", () => runtime.fleet.machines("big").length === MACHINES);
  const { person, sessionId, rights } = ctx;
  const signedIn = { person, sessionId, subject: rights.subject, provedAtMs: Date.now() };
  const access = { ...runtime.access, session: () => Promise.resolve(signedIn) };
  const sockets = createApiSockets({ ...runtime, access });
  server = createServer().on("upgrade", (...upgrade) => sockets.upgrade(...upgrade));
  server.on("connection", (socket) => {
    connections++;
    socket.once("close", () => connections--);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  address = `127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}`;
});

afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await fixture?.stop();
  await daemon?.stop();
});

async function browser(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${address}/ws/trpc`, {
    origin: `http://${address}`,
    perMessageDeflate: false,
  });
  socket.on("error", () => undefined);
  await once(socket, "open");
  return socket;
}

const subscribe = (socket: WebSocket, id: number) =>
  socket.send(
    JSON.stringify({ id, method: "subscription", params: { path: "inventory.watch", input: {} } }),
  );

it("lets a browser go that reads nothing, and serves the others meanwhile", async () => {
  const stuck = await browser();
  const reading = await browser();
  let heard = "";
  reading.on("message", (message) => {
    heard += String(message);
  });
  subscribe(reading, 1);
  await until("the snapshot", () => heard.includes("m01999"));
  heard = "";
  for (let id = 1; id <= SUBSCRIPTIONS; id++) subscribe(stuck, id);
  await once(stuck, "message");
  stuck.pause();

  const row = fixture.runtime.fleet.machines("big").find(({ state }) => state === "running");
  const control = fixture.runtime.fleet.session("big")?.control();
  if (!row || !control) throw new Error("nothing runs");
  const { dom } = await control.remote.domainLookupByName({ name: row.name });
  const askedMs = performance.now();
  await control.remote.domainSuspend({ dom });
  await until("the change at the other browser", () => heard.includes(row.uuid));
  expect(performance.now() - askedMs).toBeLessThan(2_000);

  // A socket that is not read does not show its end: the server's own count does.
  await until("one connection", () => connections === 1, LET_GO_WITHIN_MS);
  expect(reading.readyState).toBe(WebSocket.OPEN);
  stuck.resume();
  expect((await once(stuck, "close"))[0]).toBe(1006);
});

import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { waitUntil } from "@/e2e/lab/wait-until";
import { type ServerFixture, startServerFixture } from "../hosts/testing/server-fixture";
import { hostRow, machineRow } from "../inventory/testing/rows";
import type { MachineRow } from "../inventory/types";
import type { Operations } from "../operations/engine-types";
import type { OperationMessage, OperationView } from "../operations/types";
import { createWebhook } from "./create";
import { listWebhooks } from "./list";
import { listDeliveries } from "./list-deliveries";
import { removeWebhook } from "./remove";
import type { CreateWebhookInput } from "./schema";
import { sendTest } from "./send-test";
import { updateWebhook } from "./update";
import { Webhooks } from "./webhooks";

interface Call {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let server: ServerFixture;
let receiver: Server;
let url: string;
const calls: Call[] = [];
let answer: (call: Call) => { status: number; body?: string; location?: string };
const opened: Webhooks[] = [];

beforeEach(async () => {
  calls.length = 0;
  answer = () => ({ status: 200, body: "ok" });
  receiver = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const call = { path: request.url ?? "", headers: request.headers, body };
      calls.push(call);
      const { status, body: text, location } = answer(call);
      response.writeHead(status, location ? { location } : {}).end(text);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const address = receiver.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  server = await startServerFixture();
});
afterEach(async () => {
  for (const webhooks of opened.splice(0)) await webhooks.close();
  await server.stop();
  await new Promise((resolve) => receiver.close(resolve));
});

const make = (over: Partial<CreateWebhookInput> = {}) =>
  createWebhook(server.ctx, {
    name: "hook",
    kind: "json",
    url: `${url}/hook?key=robot-key`,
    events: ["machine.state", "operation.failed", "migration.ended", "host.down", "host.up"],
    q: "",
    locale: "en",
    allowPrivate: true,
    ...over,
  });

/** A fleet and an engine whose signals the test pulls, on the database of the real server. */
async function watcher() {
  const { db, writer, secrets, rights } = server.runtime;
  const machines: ((a: MachineRow | undefined, b: MachineRow | undefined) => void)[] = [];
  const links: ((host: ReturnType<typeof hostRow>) => void)[] = [];
  let told: OperationView[] = [];
  let wake = () => {};
  const operations: Pick<Operations, "openOn" | "watch"> = {
    openOn: () => undefined,
    async *watch(signal): AsyncGenerator<OperationMessage> {
      signal.addEventListener("abort", () => wake());
      while (!signal.aborted) {
        for (const operation of told.splice(0)) yield { kind: "change", operation };
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
  const webhooks = new Webhooks({
    db,
    writer,
    secrets,
    rights,
    operations,
    log: pino({ level: "silent" }),
    retryFirstMs: 20,
    fleet: {
      host: (id) => hostRow(id, { name: "kvm1" }),
      latestSample: () => undefined,
      machinesByUuid: (uuid) => [machineRow({ uuid, name: uuid === "u2" ? "db-01" : "web-01" })],
      onMachineChange: (listener) => {
        machines.push(listener);
        return () => {};
      },
      onHostLink: (listener) => {
        links.push(listener);
        return () => {};
      },
    },
  });
  opened.push(webhooks);
  await webhooks.start();
  return {
    webhooks,
    machine: (
      from: MachineRow["state"],
      to: MachineRow["state"],
      more: Partial<MachineRow> = {},
    ) => {
      for (const listener of machines)
        listener(machineRow({ state: from, ...more }), machineRow({ state: to, ...more }));
    },
    host: (link: "online" | "connecting" | "unreachable", sinceMs = Date.now()) => {
      for (const listener of links)
        listener(hostRow("h1", { name: "kvm1", link, sinceMs, seenAtMs: 1 }));
    },
    operation: (view: OperationView) => {
      told = [...told, view];
      wake();
    },
  };
}

const ended = (over: Partial<OperationView> = {}): OperationView => ({
  id: "o1",
  kind: "machine.migrate",
  state: "failed",
  phase: null,
  target: { hostId: "h1", uuid: "u1", name: "web-01", hostName: "kvm1" },
  destination: { hostId: "h2", hostName: "kvm2" },
  requestedBy: { id: "p1", name: "ada" },
  createdAtMs: Date.now(),
  startedAtMs: Date.now(),
  endedAtMs: Date.now() + 1,
  progress: null,
  problem: { code: "migrationCpu" },
  cancellable: false,
  command: null,
  ...over,
});

const came = (count: number) => waitUntil(`${count} calls`, () => calls.length >= count);
const idle = async () => {
  await waitUntil("an empty outbox", async () => {
    const waiting = await server.runtime.db.webhookDelivery.count({ where: { state: "pending" } });
    return waiting === 0;
  });
};
const eventsOf = () => calls.map(({ body }): unknown => JSON.parse(body).event);

test("a change of state comes once, signed over time and body; the secret is told once and kept sealed", async () => {
  const { id, secret } = await make();
  const { machine } = await watcher();
  machine("shutOff", "running");
  machine("running", "blocked");
  await came(1);
  await idle();
  const [call] = calls;
  const timestamp = call?.headers["x-flotilla-timestamp"];
  const expected = createHmac("sha256", secret ?? "")
    .update(`${timestamp}.${call?.body}`)
    .digest("hex");
  expect(call?.headers["x-flotilla-signature"]).toBe(`sha256=${expected}`);
  expect(Math.abs(Date.now() / 1_000 - Number(timestamp))).toBeLessThan(60);
  expect(JSON.parse(call?.body ?? "")).toMatchObject({
    event: "machine.state",
    machine: { name: "web-01", hostName: "kvm1", state: "running", previousState: "shutOff" },
  });
  expect(calls).toHaveLength(1);

  const kept = JSON.stringify([
    await listWebhooks(server.ctx),
    await listDeliveries(server.ctx, { id }),
    await server.runtime.db.webhook.findMany(),
    await server.runtime.db.auditEvent.findMany(),
  ]);
  expect(kept).not.toContain(secret);
  expect(kept).not.toContain("robot-key");
});

test("after a 500 it is tried again with the same number, and the log says how often", async () => {
  const { id } = await make();
  const { host } = await watcher();
  answer = () => ({ status: calls.length < 3 ? 500 : 200 });
  host("unreachable");
  await came(3);
  await idle();
  const numbers = new Set(calls.map(({ headers }) => headers["x-flotilla-delivery"]));
  expect(numbers.size).toBe(1);
  expect(await listDeliveries(server.ctx, { id })).toMatchObject([
    { event: "host.down", about: "kvm1", state: "delivered", attempts: 3, status: 200 },
  ]);
});

test("a host that is away for a while is told as down once and as up once", async () => {
  await make();
  const { host } = await watcher();
  for (const link of ["unreachable", "connecting", "unreachable", "connecting", "online"] as const)
    host(link);
  await came(2);
  await idle();
  expect(eventsOf()).toEqual(["host.down", "host.up"]);
});

test("what waits survives a restart, and what ended while nobody ran is caught up, each once", async () => {
  const { id } = await make();
  const first = await watcher();
  answer = () => ({ status: 503 });
  first.operation(ended());
  await came(2);
  await first.webhooks.close();
  const { db } = server.runtime;
  await db.operation.create({
    data: {
      id: "o2",
      kind: "machine.start",
      dedup: "o2",
      requestedById: "p1",
      requestedByName: "ada",
      state: "failed",
      epoch: 1,
      targetName: "web-02",
      params: "{}",
      createdAt: new Date(),
      endedAt: new Date(Date.now() + 1),
    },
  });
  answer = () => ({ status: 200 });
  const second = await watcher();
  second.operation(ended());
  const deliveries = async () =>
    (await listDeliveries(server.ctx, { id })).map((one) => [one.event, one.about, one.state]);
  await waitUntil(
    "three deliveries",
    async () => (await deliveries()).filter(([, , state]) => state === "delivered").length >= 3,
  );
  await idle();
  expect((await deliveries()).sort()).toEqual([
    ["migration.ended", "web-01", "delivered"],
    ["operation.failed", "web-01", "delivered"],
    ["operation.failed", "web-02", "delivered"],
  ]);
});

test("with a filter only matching machines are told of; switched off, nothing is", async () => {
  const { id } = await make({ q: "name:web" });
  const { machine, host } = await watcher();
  machine("running", "shutOff", { uuid: "u2", name: "db-01" });
  host("unreachable");
  machine("running", "shutOff", { uuid: "u1" });
  await came(1);
  await idle();
  expect(JSON.parse(calls[0]?.body ?? "").machine.uuid).toBe("u1");
  expect(calls).toHaveLength(1);
  const [hook] = await listWebhooks(server.ctx);
  if (!hook) throw new Error("no webhook");
  const { name, events, locale, allowPrivate } = hook;
  const change = { id, name, events, locale, allowPrivate, q: "" };
  await updateWebhook(server.ctx, { ...change, enabled: false });
  machine("running", "shutOff", { uuid: "u1" });
  await updateWebhook(server.ctx, { ...change, enabled: true });
  host("online");
  await came(2);
  await idle();
  expect(eventsOf()).toEqual(["machine.state", "host.up"]);
});

test("a redirect is not followed, and not tried again", async () => {
  const { id } = await make();
  answer = () => ({ status: 302, location: `${url}/elsewhere` });
  const { machine } = await watcher();
  machine("running", "shutOff");
  await came(1);
  await idle();
  expect(calls.map(({ path }) => path)).toEqual(["/hook?key=robot-key"]);
  expect(await listDeliveries(server.ctx, { id })).toMatchObject([
    { state: "failed", attempts: 1, status: 302, problem: { code: "webhookRedirected" } },
  ]);
});

test.each([
  "http://127.0.0.1/",
  "http://localhost/",
  "http://0x7f.1/",
  "http://[::1]/",
  "http://[::ffff:10.0.0.1]/",
  "http://[64:ff9b::a00:1]/",
  "http://169.254.169.254/latest/meta-data",
  "http://192.168.1.1/",
  "http://[fe80::1]/",
  "http://[fd00::1]/",
])("%s is refused unless this webhook may call inside", async (address) => {
  await expect(make({ url: address, allowPrivate: false })).rejects.toMatchObject({
    problem: { code: "webhookAddressRefused" },
  });
  expect(await server.runtime.db.webhook.count()).toBe(0);
});

test("an address that was outside when it was entered is looked at again at each try", async () => {
  const { id } = await make();
  await server.runtime.db.webhook.update({ where: { id }, data: { allowPrivate: false } });
  expect(await sendTest(server.ctx, { id })).toMatchObject({
    state: "failed",
    problem: { code: "webhookAddressRefused" },
  });
  expect(calls).toHaveLength(0);
});

test("each robot gets its own shape and signature, in its language; 200 with a number is no success", async () => {
  const secret = "SEC-robot";
  const base = { events: ["host.down" as const], locale: "zh-CN" as const, secret };
  const ok = '{"code":0,"errcode":0,"msg":"success"}';
  answer = ({ path }) => ({ status: 200, body: path.startsWith("/slack") ? "ok" : ok });
  for (const kind of ["feishu", "dingtalk", "wecom", "slack"] as const) {
    const { id, secret: told } = await make({ ...base, kind, name: kind, url: `${url}/${kind}` });
    expect(told).toBeNull();
    expect(await sendTest(server.ctx, { id })).toMatchObject({ state: "delivered" });
  }
  const text = "Flotilla：测试消息，一切正常。";
  const [feishu, dingtalk, wecom, slack] = calls.map(({ path, body }) => ({
    query: new URL(path, url).searchParams,
    body: JSON.parse(body),
  }));
  const { timestamp, sign } = feishu?.body ?? {};
  expect(feishu?.body).toMatchObject({ msg_type: "text", content: { text } });
  expect(sign).toBe(createHmac("sha256", `${timestamp}\n${secret}`).digest("base64"));
  const at = dingtalk?.query.get("timestamp") ?? "";
  expect(dingtalk?.body).toEqual({ msgtype: "text", text: { content: text } });
  expect(dingtalk?.query.get("sign")).toBe(
    createHmac("sha256", secret).update(`${at}\n${secret}`).digest("base64"),
  );
  expect(wecom?.body).toEqual({ msgtype: "text", text: { content: text } });
  expect(slack?.body).toEqual({ text });

  answer = () => ({ status: 200, body: '{"code":19021,"msg":"sign match fail"}' });
  const [{ id } = { id: "" }] = (await listWebhooks(server.ctx)).filter(
    ({ kind }) => kind === "feishu",
  );
  expect(await sendTest(server.ctx, { id })).toMatchObject({
    state: "failed",
    problem: { code: "webhookRefused", detail: expect.stringContaining("19021") },
  });
});

test("removed, its secrets and its log are gone, and the audit knows of every step", async () => {
  const { id } = await make();
  await sendTest(server.ctx, { id });
  await removeWebhook(server.ctx, { id });
  const { db } = server.runtime;
  expect(await db.webhookDelivery.count()).toBe(0);
  expect(await db.secret.count({ where: { name: { startsWith: "webhook:" } } })).toBe(0);
  const actions = await db.auditEvent.findMany({
    where: { action: { startsWith: "webhook." } },
    orderBy: { seq: "asc" },
  });
  expect(actions.map(({ action }) => action)).toEqual([
    "webhook.create",
    "webhook.test",
    "webhook.remove",
  ]);
});

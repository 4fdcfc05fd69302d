import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createToken } from "../tokens/create";
import { openApiDocument } from "./openapi";
import { routes } from "./routes";
import { type RestFixture, startRestFixture } from "./testing/rest-fixture";

let api: RestFixture;
let owner = "";
let viewer = "";
const secrets: string[] = [];

beforeAll(async () => {
  api = await startRestFixture();
  owner = await api.commandToken("--name", "ci", "--role", "owner", "--expires", "1h");
  viewer = await api.commandToken("--name", "look", "--role", "viewer", "--expires", "1h");
  secrets.push(owner, viewer);
});
afterAll(() => api?.stop());

const json = async (response: Promise<Response>) => {
  const answer = await response;
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
};
const machinePath = () => `/api/v1/machines/${api.hostId}/${api.uuid}`;

/** Every schema of the document by name, as ajv finds it. */
function documentChecker() {
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema(openApiDocument(), "doc");
  return (name: string, body: unknown): string => {
    const check = ajv.getSchema(`doc#/components/schemas/${name}`);
    if (!check) return `the document has no ${name}`;
    return check(body) ? "" : ajv.errorsText(check.errors);
  };
}

describe("the contract", () => {
  it("every answer is what the document says", async () => {
    const check = documentChecker();
    await api.runtime.db.project.create({ data: { id: "p1", name: "Shop" } });
    const wanted: [path: string, schema: string][] = [
      ["/hosts", "HostPage"],
      [`/hosts/${api.hostId}`, "HostWithDetail"],
      ["/machines?q=state:running", "MachinePage"],
      [machinePath().slice(7), "MachineWithDetail"],
      ["/operations", "OperationPage"],
      ["/migrations?q=state:failed", "MigrationPage"],
      ["/audit?q=action:token", "AuditPage"],
      ["/inventory/ansible", "AnsibleInventory"],
    ];
    for (const [path, schema] of wanted) {
      const { status, body } = await json(api.get(`/api/v1${path}`, owner));
      expect([path, status, check(schema, body)]).toEqual([path, 200, ""]);
    }
    const bad = await json(api.get("/api/v1/machines?q=sate:running", owner));
    expect([bad.status, bad.body.code, check("HttpProblem", bad.body)]).toEqual([
      400,
      "filterWrong",
      "",
    ]);
    const started = await json(api.post(`${machinePath()}/pause`, owner));
    expect([started.status, check("OperationWithSteps", started.body)]).toEqual([202, ""]);
    expect(started.body.requestedBy.name).toBe("ci");
    const followed = await json(api.get(started.headers.get("location") ?? "", owner));
    expect(check("OperationWithSteps", followed.body)).toBe("");
  });

  it("the document names what is served, and nothing else", async () => {
    const { body } = await json(fetch(`${api.url}/api/openapi.json`));
    expect(body.openapi).toBe("3.1.0");
    const told = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = routes.map(({ method, path }) => `${method} /api/v1${path}`);
    expect(told.sort()).toEqual([...served, "GET /api/v1/events"].sort());
  });
});

describe("HTTP as it is meant", () => {
  it("pages by cursor, in the body and in the Link header, and answers 304 while nothing changed", async () => {
    const { headers, body } = await json(api.get("/api/v1/audit?limit=1", owner));
    expect(body.items).toHaveLength(1);
    expect(headers.get("link")).toContain(`cursor=${body.next}`);
    const rest = await json(api.get(`/api/v1/audit?limit=1&cursor=${body.next}`, owner));
    expect(rest.body.items[0].seq).toBeLessThan(body.items[0].seq);
    const etag = (await api.get("/api/v1/migrations", owner)).headers.get("etag") ?? "";
    const again = await api.get("/api/v1/migrations", owner, { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("the same Idempotency-Key is the same operation; with another request it is refused", async () => {
    const key = ulid();
    await settled();
    const first = await json(api.post(`${machinePath()}/reset`, owner, { key }));
    const second = await json(api.post(`${machinePath()}/reset`, owner, { key }));
    expect(first.status).toBe(202);
    expect(second.body.id).toBe(first.body.id);
    const other = await json(api.post(`${machinePath()}/force-off`, owner, { key }));
    expect([other.status, other.body.code]).toEqual([409, "idempotencyReused"]);
  });

  it("speaks the reader's language, and refuses what it does not take", async () => {
    const zh = await json(api.get("/api/v1/hosts/none", owner, { "accept-language": "zh-CN" }));
    expect([zh.status, zh.body.title]).toEqual([404, "找不到该对象"]);
    const at = (path: string, init: RequestInit) =>
      fetch(api.url + path, {
        ...init,
        headers: { authorization: `Bearer ${owner}`, ...init.headers },
      });
    const put = await at("/api/v1/hosts", { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, POST, HEAD, OPTIONS"]);
    const form = await at("/api/v1/hosts", { method: "POST", body: "a=1" });
    expect(form.status).toBe(415);
    const post = (body: string) =>
      at("/api/v1/hosts", {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
      });
    expect((await post(JSON.stringify({ name: "x".repeat(70_000) }))).status).toBe(413);
    expect((await post(`${"[".repeat(5_000)}${"]".repeat(5_000)}`)).status).toBe(400);
    expect((await post('{"__proto__":{"name":"x"},"uri":"a","name":"b"}')).status).toBe(400);
    expect((await post('{"uri":"a","name":"b","ownerId":"me"}')).status).toBe(400);
    expect((await at("/api/v1/nothing", {})).status).toBe(404);
    expect((await at("/api/v1/machines?q=a&q=b", {})).status).toBe(400);
    const head = await at("/api/v1/hosts", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const options = await at("/api/v1/hosts", { method: "OPTIONS" });
    expect([options.status, options.headers.get("access-control-allow-origin")]).toEqual([
      204,
      null,
    ]);
  });
});

describe("tokens", () => {
  const statusOf = async (token: string, path = "/api/v1/hosts") =>
    (await api.get(path, token)).status;

  it("unknown, altered, revoked, expired, foreign and ownerless ones are answered alike", async () => {
    const { db, rights } = api.runtime;
    const altered = `${viewer.slice(0, -1)}${viewer.endsWith("0") ? "1" : "0"}`;
    const foreign = await api.commandToken(
      ...["--name", "far", "--role", "viewer", "--expires", "1h", "--from", "10.9.0.0/16"],
    );
    const gone = await api.commandToken("--name", "gone", "--role", "viewer", "--expires", "1h");
    expect(await statusOf(gone)).toBe(200);
    const where = { prefix: gone.slice(0, 30) };
    const answers: unknown[] = [];
    for (const token of ["", altered, foreign])
      answers.push((await json(api.get("/api/v1/hosts", token))).body);
    expect(new Set(answers.map((body) => JSON.stringify(body))).size).toBe(1);
    api.runtime.access.throttle.succeed(["token:127.0.0.1"]);
    await db.token.updateMany({ where, data: { expiresAt: new Date(0) } });
    await rights.reload();
    expect(await statusOf(gone)).toBe(401);
    await db.token.updateMany({
      where,
      data: { expiresAt: new Date(Date.now() + 60_000), revokedAt: new Date() },
    });
    expect(await statusOf(gone)).toBe(401);
  });

  it("wrong ones are slowed by source, and good ones from there are not", async () => {
    for (let i = 0; i < 6; i++) await statusOf("flt_wrong");
    expect(await statusOf("flt_wrong")).toBe(429);
    expect(await statusOf(viewer)).toBe(200);
    api.runtime.access.throttle.succeed(["token:127.0.0.1"]);
  });

  it("do what their role allows, within what their owner may", async () => {
    const refused = await json(api.post(`${machinePath()}/start`, viewer));
    expect([refused.status, refused.body.code]).toEqual([403, "forbidden"]);
    expect(await statusOf(viewer, "/api/v1/audit")).toBe(403);
    const nobody = await api.commandToken(
      ...["--name", "one", "--role", "operator", "--expires", "1h"],
      ...["--scope", "machine:00000000-0000-4000-8000-00000000ffff"],
    );
    const hidden = await json(api.get(machinePath(), nobody));
    const absent = await json(api.get(machinePath().replace(/.$/, "0"), nobody));
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect((await json(api.get("/api/v1/machines", nobody))).body.items).toEqual([]);
    expect(
      (await fetch(`${api.url}/metrics`, { headers: { authorization: `Bearer ${nobody}` } }))
        .status,
    ).toBe(403);
  });

  it("are made by people within what they hold, and end with their owner", async () => {
    const { runtime } = api;
    const stamp = { createdAt: new Date(), updatedAt: new Date() };
    await runtime.db.user.create({
      data: { id: "u1", name: "bo", email: "bo@flotilla.invalid", emailVerified: false, ...stamp },
    });
    await runtime.db.grant.create({
      data: {
        id: ulid(),
        userId: "u1",
        builtInRole: "viewer",
        scopeKind: "fleet",
        createdByName: "t",
      },
    });
    await runtime.rights.reload();
    const rights = runtime.rights.of({ kind: "person", personId: "u1" });
    const ctx = { ...api.ctx, rights, person: { ...api.ctx.person, id: "u1", name: "bo" } };
    const draft = (builtIn: "viewer" | "operator") => ({
      name: "mine",
      grants: [{ role: { builtIn }, scope: { kind: "fleet" as const } }],
      expiresInHours: 1,
    });
    await expect(createToken(ctx, draft("operator"))).rejects.toMatchObject({
      problem: { code: "forbidden" },
    });
    const { id, token } = await createToken(ctx, draft("viewer"));
    secrets.push(token);
    expect(await statusOf(token)).toBe(200);
    const asToken = { ...ctx, rights: runtime.rights.of({ kind: "token", tokenId: id }) };
    await expect(createToken(asToken, draft("viewer"))).rejects.toMatchObject({
      problem: { code: "forbidden" },
    });
    await runtime.db.user.update({ where: { id: "u1" }, data: { disabledAt: new Date() } });
    await runtime.rights.reload();
    expect(await statusOf(token)).toBe(401);
  });

  it("lie in no column of the database", async () => {
    const { dataDir } = api.runtime.env;
    // By another process: closing a file of SQLite's here would drop the locks it holds.
    const files = ["flotilla.db", "flotilla.db-wal"].map((name) => join(dataDir, name));
    const { stdout: text } = await promisify(execFile)("cat", files, {
      encoding: "latin1",
      maxBuffer: 64 << 20,
    });
    expect(text).toContain("token.create");
    expect(secrets.filter((secret) => text.includes(secret.slice(31)))).toEqual([]);
  });
});

describe("the stream", () => {
  it("tells the fleet, then its changes, goes on after a break, and is cut with its token", async () => {
    const token = await api.commandToken("--name", "sse", "--role", "viewer", "--expires", "1h");
    await settled();
    const stream = await api.get("/api/v1/events", token);
    if (!stream.ok) throw new Error(await stream.text());
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    const reader = readEvents(stream);
    const ready = await reader.until((event) => event.name === "ready");
    expect(ready.id).toMatch(/^[0-9a-f-]+\.\d+$/);
    const row = api.runtime.fleet.machine({ hostId: api.hostId, uuid: api.uuid });
    const action = row?.state === "shutOff" ? "start" : "force-off";
    await api.post(`${machinePath()}/${action}`, owner);
    await reader.until((event) => event.name === "machine" && event.data.includes(api.uuid));
    await settled();
    const resumed = await api.get("/api/v1/events", token, { "last-event-id": ready.id });
    const again = readEvents(resumed);
    const first = await again.until((event) => event.name !== "operation");
    expect(first.name).not.toBe("reset");
    const cutMs = performance.now();
    await api.runtime.db.token.updateMany({
      where: { prefix: token.slice(0, 30) },
      data: { revokedAt: new Date() },
    });
    await api.runtime.rights.reload();
    await Promise.all([reader.end(), again.end()]);
    expect(performance.now() - cutMs).toBeLessThan(2_000);
  });
});

describe("metrics", () => {
  it("have the known names with host and uuid, and the server's own", async () => {
    const { text } = await api.get("/metrics", viewer).then(async (answer) => ({
      text: await answer.text(),
    }));
    expect(text).toContain('libvirt_up{host="kvm1"} 1');
    expect(text).toMatch(new RegExp(`libvirt_domain_info_state{.*uuid="${api.uuid}"} [1-7]`));
    expect(text).toMatch(/flotilla_operations{state="succeeded"} \d+/);
  });
});

/** No operation holds the machine any more. */
async function settled(): Promise<void> {
  const stop = AbortSignal.timeout(10_000);
  for await (const _message of api.runtime.operations.watch(stop))
    if (!api.runtime.operations.openOn({ uuid: api.uuid })) return;
}

interface Told {
  name: string;
  data: string;
  id: string;
}

function readEvents(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const waiting: Told[] = [];
  let text = "";
  async function more(): Promise<boolean> {
    const part = await reader?.read().catch(() => undefined);
    if (!part || part.done) return false;
    text += part.value;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
      if (field("event"))
        waiting.push({ name: field("event"), data: field("data"), id: field("id") });
    }
    return true;
  }
  return {
    async until(holds: (event: Told) => boolean): Promise<Told> {
      for (;;) {
        const found = waiting.shift();
        if (found && holds(found)) return found;
        if (!found && !(await more())) throw new Error("the stream ended");
      }
    },
    async end(): Promise<void> {
      while (await more());
    },
  };
}

import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "../problem";
import { redacted } from "./audit-entries";
import type { OperationDefinition, Operations } from "./engine-types";
import {
  ended,
  engineOn,
  startIntent,
  type TempDatabase,
  tempDatabase,
  viewOnce,
} from "./testing/fixture";

let database: TempDatabase;
let engine: Operations;
let finish = () => {};
const definition: OperationDefinition = {
  kind: "machine.start",
  cancellable: true,
  run: async (run) => {
    await run.phase("requesting");
    await new Promise<void>((resolve) => {
      finish = resolve;
      run.onCancel(resolve);
    });
    if (run.cancelRequested) return { state: "cancelled", evidence: {} };
    return { state: "failed", problem: { code: "noSpace" }, evidence: {} };
  },
  reconcile: async () => undefined,
};
beforeEach(async () => {
  database = await tempDatabase();
  engine = engineOn(database, [definition]);
  await engine.start();
});
afterEach(async () => {
  await engine.close();
  await database.remove();
});

const by = { id: "u1", name: "ada", sessionId: "s1", sourceIp: "10.0.0.7" };
const events = () => database.db.auditEvent.findMany({ orderBy: { seq: "asc" } });

test("an operation is in the audit once as asked for and once as ended, however often it was sent", async () => {
  const intent = startIntent({
    by,
    reason: "customer called",
    command: "virsh start web-01",
    params: { name: "web-01", boot: "network" },
  });
  const { id } = await engine.begin(intent);
  expect((await engine.begin(intent)).id).toBe(id);
  await viewOnce(engine, id, ({ phase }) => phase === "requesting");
  finish();
  await viewOnce(engine, id, ended);
  const [asked, end, ...more] = await events();
  expect(more).toEqual([]);
  expect(asked).toMatchObject({
    actorId: "u1",
    sessionId: "s1",
    sourceIp: "10.0.0.7",
    operationId: id,
    reason: "customer called",
    machineUuid: intent.target.uuid,
  });
  expect(JSON.parse(asked?.data ?? "")).toEqual({
    after: { boot: "network", command: "virsh start web-01" },
  });
  expect(JSON.parse(end?.data ?? "")).toEqual({
    outcome: "failed",
    problem: { code: "noSpace" },
  });
});

test("who cancels is in the audit as well, and a refused start is not", async () => {
  const { id } = await engine.begin(startIntent({ by }));
  await viewOnce(engine, id, ({ phase }) => phase === "requesting");
  const refuse = () => {
    throw new AppError({ code: "machineStateWrong" });
  };
  const refused = startIntent({ by, intent: "intent-0002", guard: refuse });
  await expect(engine.begin(refused)).rejects.toThrow();
  await engine.requestCancel(id, { ...by, id: "u2", name: "bob" });
  await viewOnce(engine, id, ended);
  expect((await events()).map(({ action, actorName }) => [action, actorName])).toEqual([
    ["machine.start", "ada"],
    ["operation.cancel", "bob"],
    ["machine.start", "ada"],
  ]);
});

test("what looks like a secret never gets there", () => {
  const params = { uri: "qemu+ssh://h/system", password: "x", vncPassphrase: "y", apiToken: "z" };
  const gone = "[redacted]";
  expect(redacted(params)).toEqual({
    uri: params.uri,
    password: gone,
    vncPassphrase: gone,
    apiToken: gone,
  });
});

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { awaitInstanceLock } from "../db/instance-lock";
import type { OperationDefinition, Operations } from "./engine-types";
import { ended, engineOn, type TempDatabase, tempDatabase, viewOnce } from "./testing/fixture";

const script = fileURLToPath(new URL("testing/begin-and-hang.ts", import.meta.url));

let database: TempDatabase;
let engine: Operations | undefined;
const children: ChildProcess[] = [];
beforeEach(async () => {
  database = await tempDatabase();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await engine?.close();
  engine = undefined;
  await database.remove();
});

/** The child's first line: `begun <id>` or `refused <why>`. */
async function child(): Promise<{ process: ChildProcess; line: string }> {
  const process_ = spawn(process.execPath, ["--import", "tsx", script, database.url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(process_);
  for await (const line of createInterface({ input: process_.stdout }))
    return { process: process_, line };
  throw new Error("the child said nothing");
}

const gone = (process_: ChildProcess) =>
  new Promise<void>((resolve) => process_.once("exit", () => resolve()));

it("kill -9 in mid-operation: the next start adopts it, looks, never repeats, and frees the lock with the end", async () => {
  const { process: first, line } = await child();
  const id = line.replace("begun ", "");
  const dead = gone(first);
  first.kill("SIGKILL");
  await dead;
  expect(await database.db.resourceLock.count()).toBe(1);

  let repeated = 0;
  const looks: (string | null)[] = [];
  const definition: OperationDefinition = {
    kind: "machine.start",
    cancellable: false,
    run: async () => {
      repeated++;
      return { state: "succeeded", evidence: {} };
    },
    reconcile: async (_run, params, lastPhase) => {
      looks.push(lastPhase);
      return { state: "succeeded", evidence: { params } };
    },
  };
  const lock = await awaitInstanceLock(database.url, AbortSignal.timeout(10_000));
  engine = engineOn(database, [definition]);
  await engine.start();
  const view = await viewOnce(engine, id, ended);
  expect(view.state).toBe("succeeded");
  expect(repeated).toBe(0);
  expect(looks).toEqual(["requesting"]);
  expect(await database.db.resourceLock.count()).toBe(0);
  const row = await database.db.operation.findUniqueOrThrow({ where: { id } });
  expect(row.attempt).toBe(2);
  // Both processes wrote one chain: what was asked for before the kill, how it ended after.
  const audit = await database.db.auditEvent.findMany({ orderBy: { seq: "asc" } });
  expect(audit.map(({ action, operationId }) => [action, operationId])).toEqual([
    ["machine.start", id],
    ["machine.start", id],
  ]);
  expect(audit.map(({ data }) => JSON.parse(data).outcome)).toEqual([undefined, "succeeded"]);
  expect(audit[1]?.previousHash).toBe(audit[0]?.hash);
  await lock.release();
}, 30_000);

it("a second process on a live one's database stops with a message that names the first", async () => {
  const { process: first } = await child();
  const second = await child();
  expect(second.line).toMatch(
    new RegExp(`^refused another server \\(pid ${first.pid} on .*stop it`),
  );
}, 30_000);

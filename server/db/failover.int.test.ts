import { afterAll, beforeAll, expect, test } from "vitest";
import { migrationsDirectory } from "../migrations-directory";
import type { OperationDefinition } from "../operations/engine-types";
import { ended, engineOn, startIntent, viewOnce } from "../operations/testing/fixture";
import { openDb } from "./client";
import { takeInstanceLock } from "./instance-lock";
import { migrate } from "./migrate";
import { type PostgresServer, query, startPostgres } from "./testing/postgres-server";
import { isDatabaseAway } from "./until-free";

let postgres: PostgresServer;
let url: string;
beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.create("failover");
  await migrate(url, "postgresql", migrationsDirectory("postgresql"));
});
afterAll(() => postgres?.dispose());

const work: OperationDefinition = {
  kind: "machine.start",
  cancellable: false,
  async run(run) {
    await run.phase("requesting");
    return { state: "succeeded", evidence: {} };
  },
  reconcile: async () => ({ state: "succeeded", evidence: { looked: true } }),
};

test("PostgreSQL killed with -9 in the middle of writing: what was asked with one key is one operation, and it ends", async () => {
  const db = await openDb(url);
  const engine = engineOn({ db }, [work]);
  await engine.start();
  const intents = Array.from({ length: 20 }, (_, n) =>
    startIntent({ intent: `intent-${n}-failover`, locks: [`machine:${n}`] }),
  );
  const first = intents.map((intent) => engine.begin(intent).catch((error: unknown) => error));
  await first[2];
  await postgres.kill();
  await Promise.all(first);
  await postgres.start();
  // The same keys again, as a browser that heard nothing does.
  for (const intent of intents) {
    const view = await viewAfterRetry(() => engine.begin(intent));
    await viewOnce(engine, view.id, ended).catch(() => {});
    const row = await db.operation.findUniqueOrThrow({ where: { id: view.id } });
    // Done, or not begun because its first step could not be written down: never both, never neither.
    expect([row.state, row.phase]).toEqual(
      row.phase === null ? ["failed", null] : ["succeeded", "requesting"],
    );
  }
  expect(await db.operation.count()).toBe(intents.length);
  expect(await db.resourceLock.count()).toBe(0);
  await engine.close();
  await db.$disconnect();
}, 60_000);

/** Connections of the pool that died with the server are found to be dead one by one. */
async function viewAfterRetry<T>(ask: () => Promise<T>): Promise<T> {
  for (let n = 0; ; n++)
    try {
      return await ask();
    } catch (error) {
      if (n === 20) throw error;
    }
}

test("the lock of a live server outlives a restart of PostgreSQL, and another server gets it only afterwards", async () => {
  const lock = await takeInstanceLock(url);
  let lost = false;
  lock?.onLost(() => {
    lost = true;
  });
  await postgres.kill();
  await postgres.start();
  await expect.poll(heldLocks, { timeout: 10_000 }).toBe(1);
  expect(await takeInstanceLock(url)).toBeUndefined();
  expect(lost).toBe(false);
  await lock?.release();
  const next = await takeInstanceLock(url);
  expect(next).toBeDefined();
  await next?.release();
}, 60_000);

const heldLocks = async () =>
  (await query(url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted")).length;

test("a pool with nothing left makes nobody wait for ever, and serves again when one comes back", async () => {
  const db = await openDb(url);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const hogs = Array.from({ length: 10 }, () =>
    db.$transaction(
      async (tx) => {
        await tx.setting.count();
        await held;
      },
      { timeout: 60_000, maxWait: 10_000 },
    ),
  );
  await expect
    .poll(() => query(url, "SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction'"))
    .toHaveLength(10);
  const refused = await db.setting.count().catch((error: unknown) => error);
  expect(isDatabaseAway(refused)).toBe(true);
  letGo();
  await Promise.all(hogs);
  expect(await db.setting.count()).toBe(0);
  await db.$disconnect();
}, 60_000);

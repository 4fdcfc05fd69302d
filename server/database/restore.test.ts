import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { requireInstanceLock } from "../db/already-running";
import { openDb, providerOf } from "../db/client";
import { migrationNames } from "../db/migrate";
import { type TempDatabase, tempDatabase } from "../db/testing/temp-database";
import { migrationsDirectory } from "../migrations-directory";
import type { OperationDefinition, Operations } from "../operations/engine-types";
import { ended, engineOn, startIntent, viewOnce } from "../operations/testing/fixture";
import { backupDirectory, listBackups, nextBackupName, pruneBackups } from "./backup-files";
import { makeBackup } from "./make-backup";
import { isDue } from "./nightly";
import { restoreBackup } from "./restore";

let database: TempDatabase;
let dataDir: string;
const engines: Operations[] = [];
beforeEach(async () => {
  database = await tempDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "flotilla-backup-"));
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
  await database.remove();
  await rm(dataDir, { recursive: true, force: true });
});

async function backup(): Promise<string> {
  const { url } = database;
  const name = await nextBackupName(dataDir, providerOf(url));
  return makeBackup({ databaseUrl: url, dataDir, name });
}

async function restore(file: string, known?: string[]): Promise<string> {
  const lock = await requireInstanceLock(database.url);
  const names = known ?? migrationNames(migrationsDirectory(providerOf(database.url)));
  const all = { databaseUrl: database.url, file, known: names, lock };
  return restoreBackup(all).finally(() => lock.release());
}

/** Work that ends when told to, and is found to have succeeded by whoever looks at the host. */
function work() {
  let finish = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const definition: OperationDefinition = {
    kind: "machine.start",
    cancellable: false,
    async run(run) {
      await run.phase("requesting");
      await done;
      return { state: "succeeded", evidence: {} };
    },
    reconcile: async () => ({ state: "succeeded", evidence: { looked: true } }),
  };
  return { definition, finish: () => finish() };
}

async function engineWith(definition: OperationDefinition, db = database.db): Promise<Operations> {
  const engine = engineOn({ db }, [definition]);
  engines.push(engine);
  await engine.start();
  return engine;
}

it("backed up in mid-life, restored later: what was open then ends by what is true, and frees its lock", async () => {
  const { definition, finish } = work();
  const engine = await engineWith(definition);
  const { id } = await engine.begin(startIntent());
  await viewOnce(engine, id, (view) => view.phase === "requesting");
  const file = await backup();
  finish();
  await viewOnce(engine, id, ended);
  await database.db.setting.create({ data: { key: "afterwards", value: "1" } });
  await engine.close();
  await database.db.$disconnect();

  const kept = await restore(file);
  expect(kept).toMatch(/before.restore/);
  const db = await openDb(database.url);
  expect(await db.setting.count({ where: { key: "afterwards" } })).toBe(0);
  expect((await db.operation.findUniqueOrThrow({ where: { id } })).state).toBe("running");
  const after = await engineWith(definition, db);
  expect((await viewOnce(after, id, ended)).state).toBe("succeeded");
  expect(await db.resourceLock.count()).toBe(0);
  await db.$disconnect();
}, 30_000);

it("refuses while a server holds the database, from the command line as well", async () => {
  const file = await backup();
  const lock = await requireInstanceLock(database.url);
  await expect(restore(file)).rejects.toThrow(/already runs on this database/);
  const env = { ...process.env, DATABASE_URL: database.url, FLOTILLA_DATA: dataDir };
  const argv = ["--import", "tsx", "scripts/database.ts", "restore", file];
  const { status, stderr } = spawnSync(process.execPath, argv, { env, encoding: "utf8" });
  expect(stderr).toMatch(/already runs on this database/);
  expect(status).toBe(1);
  await lock.release();
}, 30_000);

it("refuses a damaged backup and one of a newer version, and leaves the database as it was", async () => {
  await database.db.setting.create({ data: { key: "here", value: "1" } });
  const file = await backup();
  await expect(restore(file, ["20200101000000_old"])).rejects.toThrow(/newer version/);
  await truncate(file, 5_000);
  await expect(restore(file)).rejects.toThrow();
  expect(await database.db.setting.count({ where: { key: "here" } })).toBe(1);
}, 30_000);

it("keeps the newest backups, and none is half-written", async () => {
  for (let n = 0; n < 3; n++) await backup();
  expect(await pruneBackups(dataDir, 2)).toHaveLength(1);
  expect(await listBackups(dataDir)).toHaveLength(2);
  expect(await readdir(backupDirectory(dataDir))).toHaveLength(2);
}, 30_000);

it("is due once a night, and made up for", () => {
  const at = (text: string) => new Date(text);
  const newest = at("2026-01-10T03:05:00").getTime();
  expect(isDue(newest, at("2026-01-10T23:00:00"))).toBe(false);
  expect(isDue(newest, at("2026-01-11T02:59:00"))).toBe(false);
  expect(isDue(newest, at("2026-01-11T03:00:00"))).toBe(true);
  expect(isDue(newest, at("2026-01-14T18:00:00"))).toBe(true);
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, open, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Db, openDb } from "./client";
import { migrate } from "./migrate";
import { checkSqliteAtStart } from "./sqlite-file";
import { isDatabaseAway, untilFree } from "./until-free";
import { Writer } from "./writer";

const holder = fileURLToPath(new URL("testing/hold-database.ts", import.meta.url));
const migrations = fileURLToPath(new URL("../../prisma/sqlite/migrations", import.meta.url));

let dir: string;
let path: string;
let db: Db;
let writer: Writer;
const children: ChildProcess[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "flotilla-sqlite-"));
  path = join(dir, "test.db");
  await migrate(`file:${path}`, "sqlite", migrations);
  db = await openDb(`file:${path}`);
  writer = new Writer(db);
  await writer.takeEpoch("test");
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await db.$disconnect();
  await rm(dir, { recursive: true, force: true });
});

async function heldFor(milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", holder, path, String(milliseconds)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await once(child.stdout, "data");
}

const write = (key: string) =>
  writer.transaction((tx) => tx.setting.create({ data: { key, value: "1" } }));

describe("a file that another process holds", () => {
  it("lets reads go on, makes writes wait without standing still, and loses none", async () => {
    await heldFor(1_500);
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const writes = Promise.all(["a", "b", "c"].map(write));
    expect(await db.executor.count()).toBe(1);
    await writes;
    delay.disable();
    expect(await db.setting.count()).toBe(3);
    // 200 ms is how long SQLite itself may wait for the lock.
    expect(delay.max / 1e6).toBeLessThan(700);
  }, 20_000);

  it("gives a clear problem when it stays held", async () => {
    await heldFor(60_000);
    const write = () => db.setting.create({ data: { key: "a", value: "1" } });
    const error = await untilFree(write, 300).catch((failure: unknown) => failure);
    expect(isDatabaseAway(error)).toBe(true);
  }, 20_000);
});

describe("what the file promises", () => {
  it("commits reach the disk before anything goes on: WAL, synchronous FULL", async () => {
    expect(await db.$queryRawUnsafe("PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }]);
    const [row] = await db.$queryRawUnsafe<{ synchronous: bigint }[]>("PRAGMA synchronous");
    expect(Number(row?.synchronous)).toBe(2);
  });
});

describe("a damaged file stops the start, with what to do, and is left as it is", () => {
  const refusal = /restore a backup:\n {2}npm run database/;
  beforeEach(async () => {
    await db.$queryRawUnsafe("PRAGMA wal_checkpoint(TRUNCATE)");
    await db.$disconnect();
  });

  it("a healthy one passes; so does none where none has been", async () => {
    await expect(checkSqliteAtStart(path, true)).resolves.toBeUndefined();
    await expect(checkSqliteAtStart(join(dir, "new.db"), false)).resolves.toBeUndefined();
  });

  it("gone, or emptied, while its master key is still here", async () => {
    await expect(checkSqliteAtStart(join(dir, "gone.db"), true)).rejects.toThrow(refusal);
    const hollow = join(dir, "hollow.db");
    new Database(hollow).exec("CREATE TABLE t (a); DROP TABLE t");
    await expect(checkSqliteAtStart(hollow, true)).rejects.toThrow(refusal);
  });

  it("empty, cut off, overwritten, not a database", async () => {
    const damages: [string, (file: string) => Promise<void>][] = [
      ["empty", (file) => truncate(file, 0)],
      ["cut off", (file) => truncate(file, 40_000)],
      ["overwritten", (file) => overwrite(file, 8_192)],
      ["text", (file) => writeFile(file, "this is not a database, whatever its name says")],
    ];
    for (const [name, damage] of damages) {
      const file = join(dir, `${name}.db`);
      await copyFile(path, file);
      await damage(file);
      await expect(checkSqliteAtStart(file, true), name).rejects.toThrow(refusal);
    }
  });
});

async function overwrite(file: string, at: number): Promise<void> {
  const handle = await open(file, "r+");
  await handle.write(Buffer.alloc(4_096, 0xff), 0, 4_096, at);
  await handle.close();
}

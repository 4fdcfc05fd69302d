import { existsSync, statSync } from "node:fs";
import { z } from "zod";

export const sqlitePath = (databaseUrl: string): string => databaseUrl.replace(/^file:/, "");

const CheckRows = z.array(z.object({ quick_check: z.string() }));
const NameRows = z.array(z.object({ name: z.string() }));

/** The file is not a database, or not a whole one. */
export class DamagedDatabaseError extends Error {
  constructor(path: string, what: string) {
    super(
      [
        `the database ${path} is damaged: ${what}.`,
        "Nothing was changed. Keep a copy of the file and restore a backup:",
        "  npm run database -- list",
        "  npm run database -- restore <file>",
      ].join("\n"),
    );
    this.name = "DamagedDatabaseError";
  }
}

/** Reads the whole file once; throws when anything in it is not as it has to be. */
export async function checkSqliteFile(path: string): Promise<void> {
  if (statSync(path).size === 0) throw new DamagedDatabaseError(path, "it is empty");
  const { default: Database } = await import("libsql");
  let words: string[];
  try {
    const db = new Database(path);
    try {
      words = CheckRows.parse(db.prepare("PRAGMA quick_check(5)").all()).map((r) => r.quick_check);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Error && /busy|locked/i.test(error.message)) return;
    throw new DamagedDatabaseError(path, error instanceof Error ? error.message : String(error));
  }
  if (words.join() !== "ok") throw new DamagedDatabaseError(path, words.join("; "));
}

/**
 * Before the first statement at start. An installation whose database is gone must not come up as an
 * empty one: `wasHere` says that there has been one.
 */
export async function checkSqliteAtStart(path: string, wasHere: boolean): Promise<void> {
  if (existsSync(path)) {
    await checkSqliteFile(path);
    // Recent commits are in the journal beside it: without that, an old file can look whole and hold nothing.
    if (!wasHere || (await migrationsIn(path)).length) return;
    throw new DamagedDatabaseError(path, "it holds nothing; was its -wal file left behind?");
  }
  if (wasHere)
    throw new DamagedDatabaseError(path, "the file is gone, and its master key is still here");
}

/** The migrations a database file has had. */
export async function migrationsIn(path: string): Promise<string[]> {
  const { default: Database } = await import("libsql");
  const db = new Database(path);
  try {
    const table = `SELECT "name" FROM "sqlite_master" WHERE "name" = '_prisma_migrations'`;
    if (!db.prepare(table).all().length) return [];
    const sql = `SELECT "migration_name" AS "name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL`;
    return NameRows.parse(db.prepare(sql).all()).map(({ name }) => name);
  } finally {
    db.close();
  }
}

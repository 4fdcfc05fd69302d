import { existsSync } from "node:fs";
import { copyFile, open, rename } from "node:fs/promises";
import { providerOf } from "../db/client";
import type { InstanceLock } from "../db/instance-lock";
import { checkSqliteFile, migrationsIn, sqlitePath } from "../db/sqlite-file";
import { runPostgresTool } from "./postgres-tools";

interface Restore {
  databaseUrl: string;
  /** The backup. */
  file: string;
  /** Names of the migrations this version knows. */
  known: readonly string[];
  /** Held by whoever calls: no server runs. */
  lock: InstanceLock;
}

/**
 * Puts a backup in the place of the database. It is checked first; the database as it was is kept and
 * named in the answer. Open operations in it are found out about at the next start, as after a crash.
 */
export function restoreBackup(restore: Restore): Promise<string> {
  return providerOf(restore.databaseUrl) === "sqlite"
    ? restoreSqlite(restore)
    : restorePostgres(restore);
}

const stampNow = (): string => new Date().toISOString().replaceAll(/\D/g, "").slice(0, 17);

async function restoreSqlite({ databaseUrl, file, known }: Restore): Promise<string> {
  await checkSqliteFile(file);
  assertKnown(await migrationsIn(file), known);
  const path = sqlitePath(databaseUrl);
  const draft = `${path}.restoring`;
  await copyFile(file, draft);
  const copy = await open(draft, "r+");
  await copy.sync().finally(() => copy.close());
  const kept = `${path}.before-restore-${stampNow()}`;
  // Its journal goes with it: it belongs to the old pages only.
  for (const end of ["-wal", "-shm", ""])
    if (existsSync(path + end)) await rename(path + end, kept + end);
  await rename(draft, path);
  return kept;
}

/** A schema of its own keeps what was; one transaction fills the new one, or nothing is changed. */
async function restorePostgres({ databaseUrl, file, known }: Restore): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client(databaseUrl);
  const kept = `before_restore_${stampNow()}`;
  await client.connect();
  try {
    await client.query(`ALTER SCHEMA public RENAME TO ${kept}`);
    try {
      await runPostgresTool("pg_restore", databaseUrl, [
        "--no-owner",
        "--no-acl",
        "--exit-on-error",
        "--single-transaction",
        file,
      ]);
      const { rows } = await client.query<{ name: string }>(
        `SELECT "migration_name" AS "name" FROM public."_prisma_migrations" WHERE "finished_at" IS NOT NULL`,
      );
      assertKnown(
        rows.map(({ name }) => name),
        known,
      );
    } catch (error) {
      await client.query("DROP SCHEMA IF EXISTS public CASCADE");
      await client.query(`ALTER SCHEMA ${kept} RENAME TO public`);
      throw error;
    }
  } finally {
    await client.end();
  }
  return `schema ${kept}`;
}

function assertKnown(inFile: readonly string[], known: readonly string[]): void {
  if (inFile.length === 0) throw new Error("that is no backup of Flotilla's database");
  const newer = inFile.filter((name) => !known.includes(name));
  if (newer.length)
    throw new Error(
      `the backup comes from a newer version of Flotilla (${newer.join(", ")}); install that version first`,
    );
}

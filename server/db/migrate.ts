import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Provider } from "./client";

/**
 * `prisma migrate deploy` at server start, without Prisma's schema engine: the same
 * `_prisma_migrations` table and checksums, so that the stock CLI stays usable on the database.
 */
interface Sql {
  query(sql: string, ...args: string[]): Promise<unknown[]>;
  script(sql: string): Promise<void>;
  end(): Promise<void>;
}

const MigrationRows = z.array(z.object({ migration_name: z.string(), finished_at: z.unknown() }));

const PRISMA_ADVISORY_LOCK = 72_707_369;

const ddl: Record<Provider, string> = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`,
  postgresql: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ, "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ, "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`,
};

async function openSqlite(url: string): Promise<Sql> {
  const { default: Database } = await import("libsql");
  const db = new Database(url.replace(/^file:/, ""), { timeout: 10_000 });
  db.pragma("journal_mode = WAL");
  return {
    query: async (sql, ...args) => {
      const statement = db.prepare(sql);
      if (/^SELECT/.test(sql)) return statement.all(...args);
      statement.run(...args);
      return [];
    },
    script: async (sql) => void db.exec(sql),
    end: async () => void db.close(),
  };
}

async function openPostgres(url: string): Promise<Sql> {
  const { default: pg } = await import("pg");
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`SELECT pg_advisory_lock(${PRISMA_ADVISORY_LOCK})`);
  return {
    query: async (sql, ...args) => {
      let n = 0;
      return (
        await client.query(
          sql.replace(/\?/g, () => `$${++n}`),
          args,
        )
      ).rows;
    },
    script: async (sql) => void (await client.query(sql)),
    end: () => client.end(),
  };
}

async function applyOne(db: Sql, name: string, sql: string): Promise<void> {
  const id = randomUUID();
  const now = () => new Date().toISOString().replace("Z", "+00:00");
  const checksum = createHash("sha256").update(sql).digest("hex");
  await db.query(
    `INSERT INTO "_prisma_migrations" ("id","checksum","migration_name","started_at") VALUES (?,?,?,?)`,
    id,
    checksum,
    name,
    now(),
  );
  await db.script(sql);
  await db.query(
    `UPDATE "_prisma_migrations" SET "finished_at" = ?, "applied_steps_count" = 1 WHERE "id" = ?`,
    now(),
    id,
  );
}

/** Applies what is missing, in order; returns the names applied. Throws when an earlier run broke off inside one. */
export async function migrate(url: string, provider: Provider, dir: string): Promise<string[]> {
  const db = await (provider === "sqlite" ? openSqlite(url) : openPostgres(url));
  try {
    await db.script(ddl[provider]);
    const rows = MigrationRows.parse(
      await db.query(
        `SELECT "migration_name", "finished_at" FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
      ),
    );
    const finished = new Map(rows.map((row) => [row.migration_name, row.finished_at]));
    const applied: string[] = [];
    for (const name of migrationNames(dir)) {
      if (finished.get(name)) continue;
      if (finished.has(name))
        throw new Error(
          `database migration ${name} broke off in an earlier start; restore the backup beside the database, or mark it rolled back`,
        );
      await applyOne(db, name, readFileSync(join(dir, name, "migration.sql"), "utf8"));
      applied.push(name);
    }
    return applied;
  } finally {
    await db.end();
  }
}

export const migrationNames = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

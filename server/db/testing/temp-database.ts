import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDb, type Provider, providerOf } from "../client";
import { migrate } from "../migrate";
import { query } from "./postgres-server";

const migrationsOf = (provider: Provider) =>
  fileURLToPath(new URL(`../../../prisma/${provider}/migrations`, import.meta.url));

/** An empty database: a file, or one on the PostgreSQL server that PG_URL names. */
export async function emptyDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  const server = process.env.PG_URL;
  if (server) {
    const name = `flotilla_${randomUUID().replaceAll("-", "")}`;
    await query(server, `CREATE DATABASE ${name}`);
    const target = new URL(server);
    target.pathname = `/${name}`;
    const remove = async () => void (await query(server, `DROP DATABASE ${name} WITH (FORCE)`));
    return { url: target.href, remove };
  }
  const dir = await mkdtemp(join(tmpdir(), "flotilla-db-"));
  const remove = () => rm(dir, { recursive: true, force: true });
  return { url: `file:${join(dir, "test.db")}`, remove };
}

/** A database of one's own, migrated. */
export async function tempDatabase() {
  const { url, remove } = await emptyDatabase();
  const provider = providerOf(url);
  await migrate(url, provider, migrationsOf(provider));
  const db = await openDb(url);
  return {
    url,
    db,
    async remove() {
      await db.$disconnect();
      await remove();
    },
  };
}
export type TempDatabase = Awaited<ReturnType<typeof tempDatabase>>;

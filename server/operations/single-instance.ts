import { providerOf } from "../db/client";

/**
 * One live server a database. A lease in a table would make a restart after kill -9 wait for it to
 * run out; a lock of the operating system (SQLite) or of the session (PostgreSQL) dies with its holder.
 * The epoch in the `executor` row still fences a process that lost the lock without noticing.
 */
export interface InstanceLock {
  release(): Promise<void>;
}

const PG_ADVISORY_LOCK = 1_179_407_180;

/** undefined = somebody else holds it. */
export function takeInstanceLock(databaseUrl: string): Promise<InstanceLock | undefined> {
  return providerOf(databaseUrl) === "sqlite"
    ? lockFile(`${databaseUrl.replace(/^file:/, "")}.lock`)
    : lockSession(databaseUrl);
}

/** A database of its own: an exclusive lock on the real one would keep backup tools out. */
async function lockFile(path: string): Promise<InstanceLock | undefined> {
  const { default: Database } = await import("libsql");
  const db = new Database(path);
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) return undefined;
    throw error;
  }
  return {
    release: async () => {
      db.exec("ROLLBACK");
      db.close();
    },
  };
}

async function lockSession(url: string): Promise<InstanceLock | undefined> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  // The epoch fences what follows a lost session; an unheard "error" event would end the process instead.
  client.on("error", () => {});
  await client.connect();
  const answer = await client.query<{ held: boolean }>("SELECT pg_try_advisory_lock($1) AS held", [
    PG_ADVISORY_LOCK,
  ]);
  if (answer.rows[0]?.held) return { release: () => client.end() };
  await client.end();
  return undefined;
}

import { setTimeout as sleep } from "node:timers/promises";
import { providerOf } from "./client";

/**
 * One live server a database. A lease in a table would make a restart after kill -9 wait for it to
 * run out; a lock of the operating system (SQLite) or of the session (PostgreSQL) dies with its holder.
 * The epoch in the `executor` row still fences a process that lost the lock without noticing.
 */
export interface InstanceLock {
  /** Called once when the lock is gone without having been released: this process must stop. */
  onLost(listener: () => void): void;
  release(): Promise<void>;
}

const PG_ADVISORY_LOCK = 1_179_407_180;
const STAND_BY_LOOK_MS = 500;
/** The database may be away itself while we stand by: that is no reason to end. */
const STAND_BY_RETRY_MS = 2_000;
/** PostgreSQL may take a moment to notice that our own lost session is gone. */
const RELOCK_REFUSALS_MAX = 10;

/** undefined = somebody else holds it. */
export function takeInstanceLock(databaseUrl: string): Promise<InstanceLock | undefined> {
  return providerOf(databaseUrl) === "sqlite"
    ? lockFile(`${databaseUrl.replace(/^file:/, "")}.lock`)
    : lockSession(databaseUrl);
}

/** Comes back with the lock once its holder is gone. */
export async function awaitInstanceLock(
  databaseUrl: string,
  signal: AbortSignal,
): Promise<InstanceLock> {
  for (;;) {
    const lock = await takeInstanceLock(databaseUrl).catch(() => "away" as const);
    if (lock !== undefined && lock !== "away") return lock;
    await sleep(lock === "away" ? STAND_BY_RETRY_MS : STAND_BY_LOOK_MS, undefined, { signal });
  }
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
    onLost: () => {},
    release: async () => {
      db.exec("ROLLBACK");
      db.close();
    },
  };
}

/**
 * Held by a session, and taken again where that one ends (PostgreSQL was restarted, a line was cut).
 * Only a database that somebody else holds by then is lost.
 */
async function lockSession(url: string): Promise<InstanceLock | undefined> {
  const listeners: (() => void)[] = [];
  let released = false;
  const ended = () => {
    if (!released) void again();
  };
  let session = await openSession(url, ended);
  if (!session) return undefined;
  const again = async () => {
    for (let refusals = 0; !released && refusals < RELOCK_REFUSALS_MAX; ) {
      await sleep(STAND_BY_LOOK_MS);
      const next = await openSession(url, ended).catch(() => "away" as const);
      if (next === undefined) refusals++;
      if (next === undefined || next === "away") continue;
      session = next;
      return;
    }
    if (!released) for (const listener of listeners) listener();
  };
  return {
    onLost: (listener) => void listeners.push(listener),
    async release() {
      released = true;
      await session?.close();
    },
  };
}

async function openSession(
  url: string,
  onEnd: () => void,
): Promise<{ close(): Promise<void> } | undefined> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    application_name: "flotilla lock",
    connectionTimeoutMillis: 5_000,
  });
  // An unheard "error" event would end the process; what is lost is told by "end".
  client.on("error", () => {});
  await client.connect();
  const answer = await client.query<{ held: boolean }>("SELECT pg_try_advisory_lock($1) AS held", [
    PG_ADVISORY_LOCK,
  ]);
  if (answer.rows[0]?.held) {
    client.on("end", onEnd);
    return { close: () => client.end() };
  }
  await client.end();
  return undefined;
}

import { openDb } from "./client";
import { type InstanceLock, takeInstanceLock } from "./instance-lock";

/** Another live server holds the database; `message` names it and says what to do. */
export class AlreadyRunningError extends Error {
  constructor(holder: string | null) {
    super(
      `another server${holder ? ` (${holder})` : ""} already runs on this database; stop it, or give this one a database of its own`,
    );
    this.name = "AlreadyRunningError";
  }
}

/** The lock, or an error that names who has it. */
export async function requireInstanceLock(databaseUrl: string): Promise<InstanceLock> {
  const lock = await takeInstanceLock(databaseUrl);
  if (lock) return lock;
  throw new AlreadyRunningError(await holderOf(databaseUrl));
}

/** Who wrote last; null where nobody has yet, or the database cannot be read. */
async function holderOf(databaseUrl: string): Promise<string | null> {
  const db = await openDb(databaseUrl);
  try {
    return (await db.executor.findUnique({ where: { id: 1 } }))?.holder ?? null;
  } catch {
    return null;
  } finally {
    await db.$disconnect();
  }
}

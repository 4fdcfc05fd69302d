import type { VerbContext } from "../api/context";
import { providerOf } from "../db/client";
import { backupDirectory, listBackups } from "./backup-files";
import { readBackupSettings } from "./backup-settings";
import type { DatabaseState } from "./types";

export async function getDatabase({ runtime }: VerbContext): Promise<DatabaseState> {
  const { db, env, keys } = runtime;
  return {
    provider: providerOf(env.databaseUrl),
    directory: backupDirectory(env.dataDir),
    backups: await listBackups(env.dataDir),
    settings: await readBackupSettings(db),
    keyId: keys.currentId,
    secrets: await db.secret.count(),
  };
}

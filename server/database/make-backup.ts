import { chmod, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { providerOf } from "../db/client";
import { checkSqliteFile, sqlitePath } from "../db/sqlite-file";
import { backupDirectory } from "./backup-files";
import { runPostgresTool } from "./postgres-tools";

export interface BackupTarget {
  databaseUrl: string;
  dataDir: string;
  name: string;
}

/**
 * A whole, checked copy of the database as of one moment, while the server works on. It gets its name
 * when it is complete, so a file with a backup's name is a backup.
 */
export async function makeBackup({ databaseUrl, dataDir, name }: BackupTarget): Promise<string> {
  const directory = backupDirectory(dataDir);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, name);
  const draft = `${path}.part`;
  await rm(draft, { force: true });
  if (providerOf(databaseUrl) === "sqlite") await copySqlite(sqlitePath(databaseUrl), draft);
  else {
    const args = ["--format=custom", "--schema=public", "--no-owner", "--no-acl"];
    await runPostgresTool("pg_dump", databaseUrl, [...args, `--file=${draft}`]);
  }
  await chmod(draft, 0o600);
  const file = await open(draft, "r+");
  await file.sync().finally(() => file.close());
  await rename(draft, path);
  return path;
}

async function copySqlite(from: string, to: string): Promise<void> {
  const { default: Database } = await import("libsql");
  const db = new Database(from, { timeout: 5_000 });
  try {
    db.exec(`VACUUM INTO '${to.replaceAll("'", "''")}'`);
  } finally {
    db.close();
  }
  await checkSqliteFile(to);
}

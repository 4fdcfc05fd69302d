import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Provider } from "../db/client";
import { BackupName } from "./schema";
import type { Backup } from "./types";

export const backupDirectory = (dataDir: string): string => join(dataDir, "backups");

/** Newest first; whatever else lies there is none of ours. */
export async function listBackups(dataDir: string): Promise<Backup[]> {
  const directory = backupDirectory(dataDir);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const names = (await readdir(directory)).filter((name) => BackupName.safeParse(name).success);
  const backups = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(directory, name));
      return { name, sizeBytes: size, atMs: Math.round(mtimeMs) };
    }),
  );
  return backups.sort((a, b) => (a.name < b.name ? 1 : -1));
}

/** A name that is free and sorts by time. */
export async function nextBackupName(dataDir: string, provider: Provider): Promise<string> {
  const taken = new Set((await listBackups(dataDir)).map(({ name }) => name));
  const stamp = new Date().toISOString().replace(/\.\d+/, "").replaceAll(/[-:]/g, "");
  const end = provider === "sqlite" ? "db" : "dump";
  for (let n = 0; ; n++) {
    const name = `flotilla-${stamp}${n ? `-${n}` : ""}.${end}`;
    if (!taken.has(name)) return name;
  }
}

/** Keeps the newest, and nothing half-written. */
export async function pruneBackups(dataDir: string, keep: number): Promise<string[]> {
  const gone = (await listBackups(dataDir)).slice(keep).map(({ name }) => name);
  for (const name of gone) await rm(join(backupDirectory(dataDir), name), { force: true });
  return gone;
}

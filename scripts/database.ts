/**
 * `npm run database -- backup | list | verify [FILE] | restore FILE | rotate-key`: the product's own
 * database from the command line, for when no browser is at hand or no server can start.
 */
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { backupDirectory, listBackups, nextBackupName } from "../server/database/backup-files";
import { makeBackup } from "../server/database/make-backup";
import { restoreBackup } from "../server/database/restore";
import { requireInstanceLock } from "../server/db/already-running";
import { openDb, providerOf } from "../server/db/client";
import { migrate, migrationNames } from "../server/db/migrate";
import { checkSqliteFile, sqlitePath } from "../server/db/sqlite-file";
import { Writer } from "../server/db/writer";
import { readEnv } from "../server/env";
import { migrationsDirectory } from "../server/migrations-directory";
import { KeyRing } from "../server/secrets/key-ring";
import { rotateKey } from "../server/secrets/rotate-key";

const env = readEnv(process.env);
const { databaseUrl, dataDir } = env;
const provider = providerOf(databaseUrl);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function backup(): Promise<void> {
  const name = await nextBackupName(dataDir, provider);
  say(await makeBackup({ databaseUrl, dataDir, name }));
  say(`Keep ${join(dataDir, "master.key")} as well, somewhere else: no backup holds it.`);
}

async function list(): Promise<void> {
  for (const { name, sizeBytes, atMs } of await listBackups(dataDir))
    say(`${new Date(atMs).toISOString()}  ${String(sizeBytes).padStart(12)}  ${name}`);
}

/** A path, or the name of a file in the backup directory. */
function fileOf(argument: string | undefined): string {
  if (!argument) throw new Error("which file? `npm run database -- list` shows them");
  const inDirectory = join(backupDirectory(dataDir), basename(argument));
  return existsSync(argument) ? resolve(argument) : inDirectory;
}

async function restore(argument: string | undefined): Promise<void> {
  const file = fileOf(argument);
  if (!existsSync(file)) throw new Error(`there is no ${file}`);
  const lock = await requireInstanceLock(databaseUrl);
  try {
    const known = migrationNames(migrationsDirectory(provider));
    const kept = await restoreBackup({ databaseUrl, file, known, lock });
    say(`Restored ${file}. The database as it was: ${kept}`);
    say("Start the server: operations that were open then are looked up on the hosts.");
  } finally {
    await lock.release();
  }
}

/** The file is whole, and every secret in the database opens. */
async function verify(argument: string | undefined): Promise<void> {
  if (argument) {
    await checkSqliteFile(fileOf(argument));
    return say("whole");
  }
  if (provider === "sqlite") await checkSqliteFile(sqlitePath(databaseUrl));
  const keys = await KeyRing.load(dataDir);
  const db = await openDb(databaseUrl);
  const secrets = await db.secret.findMany();
  for (const { name, sealed } of secrets) keys.open(name, sealed);
  await db.$disconnect();
  say(`whole; ${secrets.length} secrets open`);
}

async function rotate(): Promise<void> {
  const lock = await requireInstanceLock(databaseUrl);
  await migrate(databaseUrl, provider, migrationsDirectory(provider));
  const db = await openDb(databaseUrl);
  const writer = new Writer(db);
  await writer.takeEpoch(`pid ${process.pid}, rotate-key`);
  const keyId = await rotateKey({ db, writer, keys: await KeyRing.load(dataDir) });
  await db.$disconnect();
  await lock.release();
  say(`The master key is now ${keyId}; the one before is kept beside it for older backups.`);
}

const [verb, argument] = process.argv.slice(2);
const verbs: Record<string, () => Promise<void>> = {
  backup,
  list,
  verify: () => verify(argument),
  restore: () => restore(argument),
  "rotate-key": rotate,
};
const work = verbs[verb ?? ""];
try {
  if (!work) throw new Error(`npm run database -- ${Object.keys(verbs).join(" | ")}`);
  await work();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const KEY_BYTES = 32;

/** Everything is sealed under this one. */
export const CURRENT_KEY = "master.key";

/**
 * A key of the directory, made at first use: a file of its own, never in the database.
 * An existing file is never overwritten: with it would go every secret.
 */
export async function makeKeyOnce(dataDir: string, fileName: string): Promise<Buffer> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, fileName);
  return (await readKey(path)) ?? (await makeKey(path));
}

export const loadMasterKey = (dataDir: string): Promise<Buffer> =>
  makeKeyOnce(dataDir, CURRENT_KEY);

export const hasMasterKey = async (dataDir: string): Promise<boolean> =>
  (await readKey(join(dataDir, CURRENT_KEY))) !== undefined;

async function makeKey(path: string): Promise<Buffer> {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(draft, "wx", 0o400);
  try {
    await file.writeFile(`${randomBytes(KEY_BYTES).toString("base64")}\n`);
    await file.sync();
    await link(draft, path).catch(ignoreExisting);
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
  const key = await readKey(path);
  if (!key) throw new Error(`the master key ${path} vanished while it was being made`);
  return key;
}

export async function readKey(path: string): Promise<Buffer | undefined> {
  const text = await readFile(path, "utf8").catch(undefinedIfMissing);
  if (text === undefined) return undefined;
  const key = Buffer.from(text.trim(), "base64");
  if (key.length !== KEY_BYTES) {
    throw new Error(`${path} is not a master key: put the original back, it opens the secrets`);
  }
  if (((await stat(path)).mode & 0o377) !== 0) await chmod(path, 0o400);
  return key;
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;

export function ignoreExisting(error: unknown): void {
  if (codeOf(error) !== "EEXIST") throw error;
}

function undefinedIfMissing(error: unknown): undefined {
  if (codeOf(error) !== "ENOENT") throw error;
  return undefined;
}

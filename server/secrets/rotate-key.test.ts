import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TempDatabase, tempDatabase } from "../db/testing/temp-database";
import { Writer } from "../db/writer";
import { KeyRing } from "./key-ring";
import { loadMasterKey } from "./master-key";
import { rotateKey } from "./rotate-key";
import { keyIdIn, keyIdOf, seal, UnsealError } from "./seal";
import { createSecretStore } from "./secret-store";

const secrets = { "ssh:identity": "canary-ssh", "host:1:sasl": "canary-sasl", third: "canary-3" };

let dir: string;
let database: TempDatabase;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "flotilla-rotate-"));
  database = await tempDatabase();
});
afterEach(async () => {
  await database.remove();
  await rm(dir, { recursive: true, force: true });
});

async function write(): Promise<void> {
  const store = createSecretStore(database.db, await KeyRing.load(dir));
  for (const [name, value] of Object.entries(secrets)) await store.write(name, value);
}

async function readAll() {
  const store = createSecretStore(database.db, await KeyRing.load(dir));
  const entries = Object.keys(secrets).map(async (name) => [name, await store.read(name)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function rotate(): Promise<string> {
  const writer = new Writer(database.db);
  await writer.takeEpoch("test");
  return rotateKey({ db: database.db, writer, keys: await KeyRing.load(dir) });
}

describe("a rotation", () => {
  it("seals everything under a new key, which becomes the master key; the old one is kept for backups", async () => {
    await write();
    const before = await loadMasterKey(dir);
    const backup = await database.db.secret.findMany();
    const keyId = await rotate();
    expect(keyId).not.toBe(keyIdOf(before));
    expect(keyIdOf(await loadMasterKey(dir))).toBe(keyId);
    for (const { sealed } of await database.db.secret.findMany())
      expect(keyIdIn(sealed)).toBe(keyId);
    expect(await readAll()).toEqual(secrets);
    expect((await readdir(dir)).sort()).toEqual(["master.key", `master.key.${keyIdOf(before)}`]);
    const ring = await KeyRing.load(dir);
    for (const { name, sealed } of backup)
      expect(ring.open(name, sealed).toString()).toContain("canary");
  });
});

describe("a sealed value", () => {
  it("opens under no other name, in no other row, and under no key that is not here", async () => {
    await write();
    const { db } = database;
    const [a, b] = await db.secret.findMany({ orderBy: { name: "asc" } });
    await db.secret.update({
      where: { name: a?.name ?? "" },
      data: { sealed: b?.sealed ?? new Uint8Array() },
    });
    const store = createSecretStore(db, await KeyRing.load(dir));
    await expect(store.read(a?.name ?? "")).rejects.toThrow(UnsealError);
    const foreign = seal(new Uint8Array(32).fill(9), "third", Buffer.from("x"));
    await db.secret.update({ where: { name: "third" }, data: { sealed: foreign } });
    await expect(store.read("third")).rejects.toThrow(UnsealError);
    await expect(rotate()).rejects.toThrow(UnsealError);
  });
});

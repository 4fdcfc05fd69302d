import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Db } from "../db/client";
import { type TempDatabase, tempDatabase } from "../db/testing/temp-database";
import { KeyRing } from "./key-ring";
import { loadMasterKey } from "./master-key";
import { open, seal, UnsealError } from "./seal";
import { createSecretStore } from "./secret-store";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "flotilla-secrets-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe("seal", () => {
  const key = new Uint8Array(32).fill(7);

  it("opens what it sealed, and never seals the same twice alike", () => {
    const plain = Buffer.from("päss");
    const first = seal(key, "a", plain);
    expect(open(key, "a", first)).toEqual(plain);
    expect(Buffer.from(first).equals(Buffer.from(seal(key, "a", plain)))).toBe(false);
  });

  it("refuses another name, another key, and every single changed byte", () => {
    const sealed = seal(key, "a", Buffer.from("x"));
    expect(() => open(key, "b", sealed)).toThrow(UnsealError);
    expect(() => open(new Uint8Array(32).fill(8), "a", sealed)).toThrow(UnsealError);
    for (let i = 0; i < sealed.length; i++) {
      const changed = Uint8Array.from(sealed, (byte, at) => (at === i ? byte ^ 1 : byte));
      expect(() => open(key, "a", changed)).toThrow(UnsealError);
    }
    for (let n = 0; n < sealed.length; n++) {
      expect(() => open(key, "a", sealed.subarray(0, n))).toThrow(UnsealError);
    }
  });
});

describe("master key", () => {
  it("is made once, readable by its owner only, and the same for simultaneous starters", async () => {
    const keys = await Promise.all([1, 2, 3, 4].map(() => loadMasterKey(dir)));
    for (const key of keys) expect(key).toEqual(keys[0]);
    expect(keys[0]).toHaveLength(32);
    expect((await stat(join(dir, "master.key"))).mode & 0o777).toBe(0o400);
    expect(await loadMasterKey(dir)).toEqual(keys[0]);
  });

  it("is never replaced when it is damaged", async () => {
    await writeFile(join(dir, "master.key"), "oops");
    await expect(loadMasterKey(dir)).rejects.toThrow("not a master key");
    expect(await readFile(join(dir, "master.key"), "utf8")).toBe("oops");
  });
});

describe("secret store", () => {
  let database: TempDatabase;
  let db: Db;
  beforeEach(async () => {
    database = await tempDatabase();
    db = database.db;
  });
  afterEach(() => database.remove());

  it("keeps secrets unreadable in the database", async () => {
    const store = createSecretStore(db, await KeyRing.load(dir));
    await store.write("host:1:sasl", "canary-4711");
    expect(await store.read("host:1:sasl")).toBe("canary-4711");
    const rows = await db.secret.findMany();
    for (const row of rows) expect(Buffer.from(row.sealed).includes("canary")).toBe(false);
    await store.remove("host:1:sasl");
    expect(await store.read("host:1:sasl")).toBeUndefined();
  });

  it("keeps the first value of writeOnce", async () => {
    const store = createSecretStore(db, await KeyRing.load(dir));
    expect(await store.writeOnce("a", "first")).toBe("first");
    expect(await store.writeOnce("a", "second")).toBe("first");
  });
});

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TempDatabase, tempDatabase } from "../db/testing/temp-database";
import { Writer } from "../db/writer";
import { KeyRing } from "./key-ring";
import { rotateKey } from "./rotate-key";
import { keyIdIn } from "./seal";
import { createSecretStore } from "./secret-store";

const script = fileURLToPath(new URL("testing/rotate-and-die.ts", import.meta.url));
const secrets = { "ssh:identity": "canary-ssh", "host:1:sasl": "canary-sasl" };

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

/** The number of steps, or undefined where it died. */
async function rotateElsewhere(dieAt: number | undefined): Promise<number | undefined> {
  const argv = ["--import", "tsx", script, dir, database.url, String(dieAt ?? "")];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  const signal = await new Promise((resolve) => child.once("close", (_code, by) => resolve(by)));
  return signal === "SIGKILL" ? undefined : Number(text);
}

test("killed with -9 at every step: everything opens at once, and the next rotation ends it", async () => {
  await write();
  const steps = (await rotateElsewhere(undefined)) ?? 0;
  expect(steps).toBeGreaterThan(10);
  for (let step = 1; step <= steps; step++) {
    expect(await rotateElsewhere(step), `step ${step}`).toBeUndefined();
    expect(await readAll(), `step ${step}`).toEqual(secrets);
    const keyId = await rotate();
    const ids = (await database.db.secret.findMany()).map(({ sealed }) => keyIdIn(sealed));
    expect(new Set(ids), `step ${step}`).toEqual(new Set([keyId]));
    expect(await readAll(), `step ${step}`).toEqual(secrets);
  }
}, 120_000);

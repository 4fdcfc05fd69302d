/**
 * Rotates the master key in a process of its own and ends by SIGKILL at one step: before or after one of
 * the changes it makes to the disk, counted as they happen. Without a step it prints how many there were.
 */
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const [dataDir = "", databaseUrl = "", dieAt = ""] = process.argv.slice(2);
let steps = 0;
const reach = (): void => {
  if (String(++steps) === dieAt) process.kill(process.pid, "SIGKILL");
};

/** Before anything else is loaded: whoever imports these by name gets the watched ones. */
function watch(name: "link" | "rename" | "rm"): void {
  const real = fs[name];
  const watched = async (...args: unknown[]) => {
    reach();
    await Reflect.apply(real, fs, args);
    reach();
  };
  Object.assign(fs, { [name]: watched });
}
for (const name of ["link", "rename", "rm"] as const) watch(name);
syncBuiltinESMExports();

const { openDb } = await import("../../db/client");
const { Writer } = await import("../../db/writer");
const { KeyRing } = await import("../key-ring");
const { rotateKey } = await import("../rotate-key");
const { transaction } = Writer.prototype;
Object.assign(Writer.prototype, {
  async transaction(this: InstanceType<typeof Writer>, work: Parameters<typeof transaction>[0]) {
    reach();
    const result = await transaction.call(this, work);
    reach();
    return result;
  },
});

const db = await openDb(databaseUrl);
const writer = new Writer(db);
await writer.takeEpoch("rotation");
const keys = await KeyRing.load(dataDir);
steps = 0;
await rotateKey({ db, writer, keys });
process.stdout.write(`${steps}\n`);
process.exit(0);

/** What `npm test` proves on SQLite once more on PostgreSQL: the migrations, and every unit test that uses a database. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { startPostgres } from "../server/db/testing/postgres-server";
import { listFiles } from "./list-files";

const usesDatabase = /tempDatabase|emptyDatabase|startFleetFixture|engineOn/;
const tests = listFiles(["server"], /(?<!\.int)\.test\.ts$/).filter((path) =>
  usesDatabase.test(readFileSync(path, "utf8")),
);
const commands: [string, ...string[]][] = [
  ["node", "prisma/db.mjs", "check"],
  ["npx", "vitest", "run", "--project", "unit", ...tests],
];

const postgres = await startPostgres();
let failed = 0;
for (const [program, ...args] of commands) {
  const env = { ...process.env, PG_URL: postgres.url };
  if (spawnSync(program, args, { stdio: "inherit", env }).status !== 0) failed++;
}
await postgres.dispose();
process.exit(failed ? 1 : 0);

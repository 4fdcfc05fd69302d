/** A server of its own process that begins one migration and says so: to be killed in the middle of it. */

import { waitUntil } from "@/e2e/lab/wait-until";
import { testOwnerRights } from "../../rights/testing/test-owner";
import { MigrateInput } from "../schema";
import { startMigration } from "../start";
import { composeServer } from "./server-lab";

const [dataDir = "", input = ""] = process.argv.slice(2);
const { runtime, start } = await composeServer(dataDir);
await start();
const migration = MigrateInput.parse(JSON.parse(input));
const { hostId } = migration.machine;
const isOnline = (id: string) => runtime.fleet.host(id)?.link === "online";
await waitUntil(
  "hosts and machine",
  () =>
    isOnline(hostId) &&
    isOnline(migration.destinationId) &&
    runtime.fleet.machineDetail(migration.machine) !== undefined,
  { timeoutMs: 30_000 },
);
const { id } = await startMigration(
  {
    runtime,
    person: {
      id: "u1",
      name: "ada",
      preferences: { locale: "en", theme: "light", density: "comfortable", singleKeys: true },
    },
    rights: testOwnerRights(runtime),
    sessionId: "s1",
    sourceIp: "127.0.0.1",
  },
  migration,
);
const told = new Set<string>();
for await (const message of runtime.operations.watch(AbortSignal.timeout(300_000))) {
  const all = message.kind === "snapshot" ? message.operations : [message.operation];
  for (const view of all.filter((found) => found.id === id)) {
    const copying = (view.progress?.dataProcessedBytes ?? 0) > 0;
    const line = `${id} ${view.phase ?? "requested"}${copying ? " copying" : ""} ${hostId}`;
    if (told.has(line)) continue;
    told.add(line);
    process.stdout.write(`${line}\n`);
  }
}

/** A server of its own process that begins one operation, says so and never ends it: for kill -9. */

import { requireInstanceLock } from "../../db/already-running";
import { openDb } from "../../db/client";
import type { OperationDefinition } from "../engine-types";
import { engineOn, startIntent } from "./fixture";

const url = process.argv[2] ?? "";
const hang: OperationDefinition = {
  kind: "machine.start",
  cancellable: false,
  run: async (run) => {
    await run.phase("requesting", { effects: 1 });
    process.stdout.write(`begun ${run.id}\n`);
    return new Promise(() => {
      setInterval(() => {}, 1_000);
    });
  },
  reconcile: async () => undefined,
};
const operations = engineOn({ db: await openDb(url) }, [hang]);
try {
  await requireInstanceLock(url);
  await operations.start();
  await operations.begin(startIntent());
} catch (error) {
  process.stdout.write(`refused ${error instanceof Error ? error.message : error}\n`);
  process.exit(3);
}

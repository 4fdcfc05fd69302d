import type { VerbContext } from "../api/context";
import { providerOf } from "../db/client";
import type { OperationIntent } from "../operations/engine-types";
import type { Runtime } from "../runtime-types";
import { nextBackupName, pruneBackups } from "./backup-files";
import { readBackupSettings } from "./backup-settings";
import { makeBackup } from "./make-backup";

export interface BackedUp {
  name: string;
  operationId: string;
}

/** An operation like any other: recorded before it begins, one at a time, found out about after a crash. */
export async function backUp(
  { db, env, operations }: Pick<Runtime, "db" | "env" | "operations">,
  who: Pick<OperationIntent, "by" | "intent">,
): Promise<BackedUp> {
  const { databaseUrl, dataDir } = env;
  const name = await nextBackupName(dataDir, providerOf(databaseUrl));
  const intent: OperationIntent = {
    ...who,
    kind: "database.backup",
    target: { hostId: null, uuid: null, name: "Flotilla", hostName: null },
    locks: ["database"],
    params: { file: name },
    command: "npm run database -- backup",
  };
  return operations.runNow(intent, async (run) => {
    await run.phase("applying");
    await makeBackup({ databaseUrl, dataDir, name });
    await pruneBackups(dataDir, (await readBackupSettings(db)).keep);
    return { name, operationId: run.id };
  });
}

export const backUpNow = (ctx: VerbContext, { intent }: { intent: string }): Promise<BackedUp> =>
  backUp(ctx.runtime, { by: { id: ctx.person.id, name: ctx.person.name }, intent });

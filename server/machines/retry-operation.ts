import { z } from "zod";
import type { VerbContext } from "../api/context";
import { MigrationParams } from "../migrations/migration-params";
import { migrationNeeds } from "../migrations/needs";
import { startMigration } from "../migrations/start";
import { getOperation } from "../operations/get";
import { readParams } from "../operations/ledger";
import { AppError } from "../problem";
import { actOnMachines } from "./act-on-machines";
import { MachineKey, machineActions } from "./schema";

const PowerParams = z.object({ machine: MachineKey });

/** What was asked for, asked again: a new operation, for which rights and state are judged anew. */
export async function retryOperation(
  ctx: VerbContext,
  { id, intent }: { id: string; intent: string },
): Promise<{ operationId: string }> {
  const before = await getOperation(ctx, { id });
  if (before.state !== "failed" && before.state !== "cancelled")
    throw new AppError({ code: "conflict", params: { operationId: id } });
  const record = await ctx.runtime.db.operation.findUniqueOrThrow({ where: { id } });
  const params = readParams(record);
  if (before.kind === "machine.migrate") {
    const { machine, destinationId, options } = MigrationParams.parse(params);
    ctx.rights.require(migrationNeeds({ machine, destinationId, options }));
    const { id: operationId } = await startMigration(ctx, {
      machine,
      destinationId,
      options,
      intent,
    });
    return { operationId };
  }
  const action = machineActions.find((known) => before.kind === `machine.${known}`);
  // Work on hosts took passwords and confirmations that nobody keeps.
  if (!action) throw new AppError({ code: "badInput", params: { field: "id" } });
  const { machine } = PowerParams.parse(params);
  const [result] = await actOnMachines(ctx, action, { machines: [machine], intent });
  if (result?.operationId) return { operationId: result.operationId };
  throw new AppError(result?.problem ?? { code: "internal" });
}

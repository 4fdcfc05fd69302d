import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import { toMigrationView } from "./history";
import type { MigrationView } from "./types";

export async function getMigration(
  ctx: VerbContext,
  input: { id: string },
): Promise<MigrationView> {
  const { db, operations } = ctx.runtime;
  const row = await db.migration.findUnique({ where: { id: input.id } });
  if (!row || !ctx.rights.can("machine.view", { kind: "machine", uuid: row.machineUuid }))
    throw new AppError({ code: "notFound" });
  return toMigrationView(row, operations.open(row.operationId));
}

import type { VerbContext } from "../api/context";
import type { OperationView } from "../operations/types";
import { AppError } from "../problem";
import type { MigrateInput } from "./schema";

export async function startMigration(
  _ctx: VerbContext,
  _input: MigrateInput,
): Promise<OperationView> {
  throw new AppError({ code: "internal" });
}

import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { MigrationTarget } from "./schema";
import type { PrecheckMessage } from "./types";

export async function* precheckMigration(
  _ctx: VerbContext,
  _input: MigrationTarget,
  _signal: AbortSignal,
): AsyncGenerator<PrecheckMessage> {
  throw new AppError({ code: "internal" });
}

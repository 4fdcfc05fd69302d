import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { MigrationView } from "./types";

export async function getMigration(
  _ctx: VerbContext,
  _input: { id: string },
): Promise<MigrationView> {
  throw new AppError({ code: "internal" });
}

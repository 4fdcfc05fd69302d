import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { MigrationListInput } from "./schema";
import type { MigrationView } from "./types";

export async function listMigrations(
  _ctx: VerbContext,
  _input: MigrationListInput,
): Promise<{ items: MigrationView[]; nextCursor: string | null }> {
  throw new AppError({ code: "internal" });
}

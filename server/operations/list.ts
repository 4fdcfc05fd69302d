import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { OperationListInput } from "./schema";
import type { OperationView } from "./types";

export async function listOperations(
  _ctx: VerbContext,
  _input: OperationListInput,
): Promise<{ items: OperationView[]; nextCursor: string | null }> {
  throw new AppError({ code: "internal" });
}

import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { OperationDetail } from "./types";

export async function getOperation(
  _ctx: VerbContext,
  _input: { id: string },
): Promise<OperationDetail> {
  throw new AppError({ code: "internal" });
}

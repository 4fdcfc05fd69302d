import type { VerbContext } from "../api/context";
import { AppError } from "../problem";

export async function removeHost(
  _ctx: VerbContext,
  _input: { hostId: string },
): Promise<{ operationId: string }> {
  throw new AppError({ code: "internal" });
}

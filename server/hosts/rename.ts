import type { VerbContext } from "../api/context";
import { AppError } from "../problem";

export async function renameHost(
  _ctx: VerbContext,
  _input: { hostId: string; name: string },
): Promise<{ operationId: string }> {
  throw new AppError({ code: "internal" });
}

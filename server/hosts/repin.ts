import type { VerbContext } from "../api/context";
import { AppError } from "../problem";

export async function repinHost(
  _ctx: VerbContext,
  _input: { hostId: string; hostKeySha256: string },
): Promise<{ operationId: string }> {
  throw new AppError({ code: "internal" });
}

import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { AddHostInput } from "./schema";

export async function addHost(
  _ctx: VerbContext,
  _input: AddHostInput,
): Promise<{ hostId: string; operationId: string }> {
  throw new AppError({ code: "internal" });
}

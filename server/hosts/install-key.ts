import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { InstallKeyInput } from "./schema";

export async function installKey(
  _ctx: VerbContext,
  _input: InstallKeyInput,
): Promise<{ operationId: string }> {
  throw new AppError({ code: "internal" });
}

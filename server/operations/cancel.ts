import type { VerbContext } from "../api/context";
import { AppError } from "../problem";

export async function cancelOperation(_ctx: VerbContext, _input: { id: string }): Promise<void> {
  throw new AppError({ code: "internal" });
}

import type { Context } from "../api/context";
import { AppError } from "../problem";

export async function signOut(_ctx: Context): Promise<void> {
  throw new AppError({ code: "internal" });
}

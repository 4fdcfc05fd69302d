import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { LocalSocket } from "./types";

export async function listLocalSockets(_ctx: VerbContext): Promise<LocalSocket[]> {
  throw new AppError({ code: "internal" });
}

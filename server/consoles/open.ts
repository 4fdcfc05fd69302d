import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { OpenConsoleInput } from "./schema";
import type { ConsoleTicket } from "./types";

export async function openConsole(
  _ctx: VerbContext,
  _input: OpenConsoleInput,
): Promise<ConsoleTicket> {
  throw new AppError({ code: "internal" });
}

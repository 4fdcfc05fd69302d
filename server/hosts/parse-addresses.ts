import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { ParsedAddress } from "./types";

export async function parseAddresses(
  _ctx: VerbContext,
  _input: { text: string },
): Promise<ParsedAddress[]> {
  throw new AppError({ code: "internal" });
}

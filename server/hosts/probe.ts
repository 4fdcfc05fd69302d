import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { ProbeInput } from "./schema";
import type { ProbeMessage } from "./types";

export async function* probeHost(
  _ctx: VerbContext,
  _input: ProbeInput,
  _signal: AbortSignal,
): AsyncGenerator<ProbeMessage> {
  throw new AppError({ code: "internal" });
}

import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { MachineActionInput } from "./schema";
import type { MachineActionResult } from "./types";

export async function startMachines(
  _ctx: VerbContext,
  _input: MachineActionInput,
): Promise<MachineActionResult[]> {
  throw new AppError({ code: "internal" });
}

import type { VerbContext } from "../api/context";
import { actOnMachines } from "./act-on-machines";
import type { MachineActionInput } from "./schema";
import type { MachineActionResult } from "./types";

export function rebootMachines(
  ctx: VerbContext,
  input: MachineActionInput,
): Promise<MachineActionResult[]> {
  return actOnMachines(ctx, "reboot", input);
}

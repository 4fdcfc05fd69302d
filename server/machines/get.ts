import type { VerbContext } from "../api/context";
import type { MachineDetail } from "../inventory/types";
import { AppError } from "../problem";
import type { MachineInput } from "./schema";

/** From the mirror: opening a page never waits for a host. */
export async function getMachine(ctx: VerbContext, input: MachineInput): Promise<MachineDetail> {
  const detail = ctx.runtime.fleet.machineDetail(input.machine);
  if (!detail) throw new AppError({ code: "machineGone", params: { uuid: input.machine.uuid } });
  return detail;
}

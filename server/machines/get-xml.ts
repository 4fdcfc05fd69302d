import type { VerbContext } from "../api/context";
import { problemOfHostError } from "../hosts/problem-of";
import { AppError } from "../problem";
import type { MachineInput } from "./schema";
import type { MachineXml } from "./types";

/** As the mirror last read it; asks the host only for what was never read. */
export async function getMachineXml(ctx: VerbContext, input: MachineInput): Promise<MachineXml> {
  const { fleet } = ctx.runtime;
  const { hostId, uuid } = input.machine;
  const known = fleet.machineXml(input.machine);
  if (known) return known;
  const session = fleet.session(hostId);
  if (!session || !fleet.machine(input.machine))
    throw new AppError({ code: "machineGone", params: { uuid } });
  try {
    return await session.readXml(uuid);
  } catch (error) {
    throw new AppError(problemOfHostError(error), { cause: error });
  }
}

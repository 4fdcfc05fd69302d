import type { VerbContext } from "../api/context";
import type { MachineDetail } from "../inventory/types";
import { AppError } from "../problem";
import type { MachineInput } from "./schema";

export async function getMachine(_ctx: VerbContext, _input: MachineInput): Promise<MachineDetail> {
  throw new AppError({ code: "internal" });
}

import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { MachineInput } from "./schema";
import type { MachineXml } from "./types";

export async function getMachineXml(_ctx: VerbContext, _input: MachineInput): Promise<MachineXml> {
  throw new AppError({ code: "internal" });
}

import type { VerbContext } from "../api/context";
import type { MachineInput } from "../machines/schema";
import { AppError } from "../problem";
import type { MigrationDestination } from "./types";

export async function listDestinations(
  _ctx: VerbContext,
  _input: MachineInput,
): Promise<MigrationDestination[]> {
  throw new AppError({ code: "internal" });
}

import type { MachineRow } from "@/server/inventory/types";
import type { MachineAction } from "@/server/machines/schema";

/** What a person most likely wants from the power button in this state. */
export function likelyAction({ state }: Pick<MachineRow, "state">): MachineAction {
  switch (state) {
    case "shutOff":
      return "start";
    case "paused":
    case "suspended":
      return "resume";
    case "crashed":
    case "shuttingDown":
      return "forceOff";
    default:
      return "shutdown";
  }
}

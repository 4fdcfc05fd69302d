import type { MachineReason, MachineRow } from "../inventory/types";

const badPauses: readonly MachineReason[] = ["ioError", "watchdog", "crashed", "postCopyFailed"];
const badStops: readonly MachineReason[] = ["crashed", "failed"];

/** A machine that did not come into its state because somebody wanted it. */
export function needsAttention({ state, reason }: Pick<MachineRow, "state" | "reason">): boolean {
  if (state === "crashed") return true;
  if (state === "paused") return badPauses.includes(reason);
  return state === "shutOff" && badStops.includes(reason);
}

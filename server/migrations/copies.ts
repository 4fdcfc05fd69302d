import type { MachineReason, MachineState } from "../inventory/types";

/** What one host knows of the machine during a migration: one side's part of the truth. */
export const copies = [
  "absent",
  /** Shut off because it migrated away. */
  "offMigrated",
  /** Shut off because starting or finishing failed: it never ran here. */
  "offFailed",
  /** Shut off by its guest, a person or a crash. */
  "offStopped",
  "running",
  /** Active, with a job that sends it away. */
  "migrating",
  /** Paused by a person, or by the hand-over: complete, and not executing. */
  "paused",
  /** Paused by an I/O error, a watchdog …: it has executed here. */
  "pausedRan",
  /** Paused by a migration that no job drives any more. */
  "held",
  /** Being received. */
  "incoming",
  "postCopy",
  "postCopyFailed",
  "unreachable",
  /** The host is no longer registered. */
  "removed",
] as const;
export type Copy = (typeof copies)[number];

export interface Look {
  state: MachineState;
  reason: MachineReason;
  /** A job of the kind "migration out" is active. */
  leaving: boolean;
}

export function copyOf(side: "source" | "destination", look: Look | undefined): Copy {
  if (!look) return "absent";
  const { state, reason, leaving } = look;
  if (state === "shutOff") return offCopy(reason);
  if (leaving) return "migrating";
  if (reason === "postCopy") return "postCopy";
  if (reason === "postCopyFailed") return "postCopyFailed";
  if (state === "paused" || state === "suspended") return pausedCopy(side, reason);
  if (state === "crashed") return "pausedRan";
  return state === "unknown" ? "unreachable" : "running";
}

function offCopy(reason: MachineReason): Copy {
  if (reason === "migrated") return "offMigrated";
  return reason === "failed" ? "offFailed" : "offStopped";
}

function pausedCopy(side: "source" | "destination", reason: MachineReason): Copy {
  if (reason === "migration") return side === "source" ? "held" : "incoming";
  if (reason === "startingUp") return "incoming";
  return reason === "user" || reason === "none" ? "paused" : "pausedRan";
}

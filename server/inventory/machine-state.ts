import {
  VIR_DOMAIN_BLOCKED,
  VIR_DOMAIN_CRASHED,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_PAUSED_API_ERROR,
  VIR_DOMAIN_PAUSED_CRASHED,
  VIR_DOMAIN_PAUSED_DUMP,
  VIR_DOMAIN_PAUSED_FROM_SNAPSHOT,
  VIR_DOMAIN_PAUSED_IOERROR,
  VIR_DOMAIN_PAUSED_MIGRATION,
  VIR_DOMAIN_PAUSED_POSTCOPY,
  VIR_DOMAIN_PAUSED_POSTCOPY_FAILED,
  VIR_DOMAIN_PAUSED_SAVE,
  VIR_DOMAIN_PAUSED_SHUTTING_DOWN,
  VIR_DOMAIN_PAUSED_SNAPSHOT,
  VIR_DOMAIN_PAUSED_STARTING_UP,
  VIR_DOMAIN_PAUSED_USER,
  VIR_DOMAIN_PAUSED_WATCHDOG,
  VIR_DOMAIN_PMSUSPENDED,
  VIR_DOMAIN_RUNNING,
  VIR_DOMAIN_RUNNING_CRASHED,
  VIR_DOMAIN_RUNNING_POSTCOPY,
  VIR_DOMAIN_RUNNING_POSTCOPY_FAILED,
  VIR_DOMAIN_SHUTDOWN,
  VIR_DOMAIN_SHUTOFF,
  VIR_DOMAIN_SHUTOFF_CRASHED,
  VIR_DOMAIN_SHUTOFF_DESTROYED,
  VIR_DOMAIN_SHUTOFF_FAILED,
  VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT,
  VIR_DOMAIN_SHUTOFF_MIGRATED,
  VIR_DOMAIN_SHUTOFF_SAVED,
  VIR_DOMAIN_SHUTOFF_SHUTDOWN,
} from "node-libvirt";
import type { MachineReason, MachineState } from "./types";

type Reasons = Readonly<Record<number, MachineReason>>;

const states: Readonly<Record<number, MachineState>> = {
  [VIR_DOMAIN_RUNNING]: "running",
  [VIR_DOMAIN_BLOCKED]: "blocked",
  [VIR_DOMAIN_PAUSED]: "paused",
  [VIR_DOMAIN_SHUTDOWN]: "shuttingDown",
  [VIR_DOMAIN_SHUTOFF]: "shutOff",
  [VIR_DOMAIN_CRASHED]: "crashed",
  [VIR_DOMAIN_PMSUSPENDED]: "suspended",
};

const runningReasons: Reasons = {
  [VIR_DOMAIN_RUNNING_CRASHED]: "crashed",
  [VIR_DOMAIN_RUNNING_POSTCOPY]: "postCopy",
  [VIR_DOMAIN_RUNNING_POSTCOPY_FAILED]: "postCopyFailed",
};

const pausedReasons: Reasons = {
  [VIR_DOMAIN_PAUSED_USER]: "user",
  [VIR_DOMAIN_PAUSED_MIGRATION]: "migration",
  [VIR_DOMAIN_PAUSED_SAVE]: "saving",
  [VIR_DOMAIN_PAUSED_DUMP]: "saving",
  [VIR_DOMAIN_PAUSED_IOERROR]: "ioError",
  [VIR_DOMAIN_PAUSED_WATCHDOG]: "watchdog",
  [VIR_DOMAIN_PAUSED_FROM_SNAPSHOT]: "snapshot",
  [VIR_DOMAIN_PAUSED_SHUTTING_DOWN]: "shutdown",
  [VIR_DOMAIN_PAUSED_SNAPSHOT]: "snapshot",
  [VIR_DOMAIN_PAUSED_CRASHED]: "crashed",
  [VIR_DOMAIN_PAUSED_STARTING_UP]: "startingUp",
  [VIR_DOMAIN_PAUSED_POSTCOPY]: "postCopy",
  [VIR_DOMAIN_PAUSED_POSTCOPY_FAILED]: "postCopyFailed",
  [VIR_DOMAIN_PAUSED_API_ERROR]: "failed",
};

const shutOffReasons: Reasons = {
  [VIR_DOMAIN_SHUTOFF_SHUTDOWN]: "shutdown",
  [VIR_DOMAIN_SHUTOFF_DESTROYED]: "destroyed",
  [VIR_DOMAIN_SHUTOFF_CRASHED]: "crashed",
  [VIR_DOMAIN_SHUTOFF_MIGRATED]: "migrated",
  [VIR_DOMAIN_SHUTOFF_SAVED]: "saved",
  [VIR_DOMAIN_SHUTOFF_FAILED]: "failed",
  [VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT]: "snapshot",
};

const reasonsOf: Partial<Record<MachineState, Reasons>> = {
  running: runningReasons,
  paused: pausedReasons,
  shutOff: shutOffReasons,
};

/** libvirt's pair of numbers in the product's words; what a newer libvirt adds is "unknown" and "none". */
export function machineState(
  state: number,
  reason: number,
): { state: MachineState; reason: MachineReason } {
  const word = states[state] ?? "unknown";
  const plain = word === "crashed" ? "crashed" : "none";
  return { state: word, reason: reasonsOf[word]?.[reason] ?? plain };
}

/** Has a QEMU process: everything that is neither off nor unknown. */
export function isActive(state: MachineState): boolean {
  return state !== "shutOff" && state !== "unknown" && state !== "crashed";
}

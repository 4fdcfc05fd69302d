import type { Tone } from "@/app/_ui/badge";
import { needsAttention } from "@/server/filter/machine-attention";
import type { HostLinkState, MachineRow } from "@/server/inventory/types";
import type { MachineAction } from "@/server/machines/schema";
import type { OperationKind } from "@/server/operations/types";

export type MarkShape = "solid" | "hollow" | "ring" | "dashed" | "bars" | "square" | "diamond";

export type StateWord =
  | "running"
  | "postCopy"
  | "paused"
  | "pausedIoError"
  | "pausedWatchdog"
  | "pausedCrashed"
  | "pausedPostCopyFailed"
  | "shuttingDown"
  | "shutOff"
  | "saved"
  | "failed"
  | "crashed"
  | "suspended"
  | "saving"
  | "startingUp"
  | "unknown"
  | "unreachable"
  | "starting"
  | "rebooting"
  | "resetting"
  | "forcingOff"
  | "pausing"
  | "resuming"
  | "migrating";

/** How a machine's state is shown: colour, shape and word, never one of them alone. */
export interface MachineLook {
  tone: Tone;
  shape: MarkShape;
  word: StateWord;
  attention: boolean;
}

interface Situation {
  row: Pick<MachineRow, "state" | "reason" | "hasManagedSave">;
  hostLink: HostLinkState;
  /** What is being done to it: the open operation's kind, or what was asked for a moment ago. */
  busyWith?: OperationKind | undefined;
}

const busyWords = {
  "machine.start": "starting",
  "machine.shutdown": "shuttingDown",
  "machine.reboot": "rebooting",
  "machine.reset": "resetting",
  "machine.forceOff": "forcingOff",
  "machine.pause": "pausing",
  "machine.resume": "resuming",
  "machine.migrate": "migrating",
} as const satisfies Record<`machine.${MachineAction | "migrate"}`, StateWord>;

export function machineLook({ row, hostLink, busyWith }: Situation): MachineLook {
  const calm = { attention: false };
  if (hostLink === "unreachable" || hostLink === "refused" || hostLink === "disabled")
    return { ...calm, tone: "unk", shape: "dashed", word: "unreachable" };
  if (busyWith !== undefined && isMachineKind(busyWith))
    return { ...calm, tone: "busy", shape: "ring", word: busyWords[busyWith] };
  return { ...stateLook(row), attention: needsAttention(row) };
}

function isMachineKind(kind: OperationKind): kind is keyof typeof busyWords {
  return Object.hasOwn(busyWords, kind);
}

type Plain = Omit<MachineLook, "attention">;

function stateLook({ state, reason, hasManagedSave }: Situation["row"]): Plain {
  switch (state) {
    case "running":
    case "blocked":
      return reason === "postCopy"
        ? { tone: "run", shape: "ring", word: "postCopy" }
        : { tone: "run", shape: "solid", word: "running" };
    case "paused":
      return pausedLook(reason);
    case "shuttingDown":
      return { tone: "busy", shape: "ring", word: "shuttingDown" };
    case "crashed":
      return { tone: "err", shape: "diamond", word: "crashed" };
    case "suspended":
      return { tone: "sleep", shape: "square", word: "suspended" };
    case "unknown":
      return { tone: "unk", shape: "dashed", word: "unknown" };
    case "shutOff":
      return offLook(reason, hasManagedSave);
  }
}

function pausedLook(reason: MachineRow["reason"]): Plain {
  switch (reason) {
    case "ioError":
      return { tone: "err", shape: "bars", word: "pausedIoError" };
    case "watchdog":
      return { tone: "err", shape: "bars", word: "pausedWatchdog" };
    case "crashed":
      return { tone: "err", shape: "bars", word: "pausedCrashed" };
    case "postCopyFailed":
      return { tone: "err", shape: "bars", word: "pausedPostCopyFailed" };
    case "migration":
    case "postCopy":
      return { tone: "busy", shape: "ring", word: "migrating" };
    case "saving":
      return { tone: "busy", shape: "ring", word: "saving" };
    case "startingUp":
      return { tone: "busy", shape: "ring", word: "startingUp" };
    default:
      return { tone: "pause", shape: "bars", word: "paused" };
  }
}

function offLook(reason: MachineRow["reason"], saved: boolean): Plain {
  if (saved || reason === "saved") return { tone: "sleep", shape: "square", word: "saved" };
  if (reason === "crashed") return { tone: "err", shape: "diamond", word: "crashed" };
  if (reason === "failed") return { tone: "err", shape: "diamond", word: "failed" };
  return { tone: "off", shape: "hollow", word: "shutOff" };
}

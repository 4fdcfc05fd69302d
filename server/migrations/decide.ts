import type { ProblemCode } from "../problem";
import type { Copy } from "./copies";

/**
 * The heart of a migration's truth: from what both hosts say, the one next step, or the end.
 *
 * Called when a migration call has returned or broken off, after a restart, on every change of a
 * host's link, and every few seconds while an operation is open. It never assumes that a step it
 * asked for has worked: after each step both hosts are read again and it is asked anew.
 *
 *   A copy may begin to run only after every other copy is proven dead.
 *   A copy is destroyed only while another one is proven alive and whole.
 *   What runs twice, or may, is never decided by a program.
 */
export interface MigrationFacts {
  /** It executed when the migration began (not paused by a person). */
  wasRunning: boolean;
  /** Sent with the PAUSED flag: the destination waits for us to resume it. */
  handOver: boolean;
  /** We had begun to let the destination run. */
  handedOver: boolean;
  /** We had begun to take the migration back. */
  rollingBack: boolean;
  cancelRequested: boolean;
  /** Nothing has moved at the destination for so long that nothing will. */
  stalled: boolean;
}

export type Step =
  | "abortJob"
  | "resumeDestination"
  | "resumeSource"
  | "destroyDestination"
  | "undefineDestination"
  | "destroySource"
  | "undefineSource";

export type Decision =
  | { do: "wait" }
  | { do: "hold"; code: ProblemCode }
  | { do: "step"; step: Step }
  | { do: "end"; state: "succeeded"; code?: ProblemCode }
  | { do: "end"; state: "failed" | "cancelled"; code: ProblemCode };

const wait: Decision = { do: "wait" };
const hold = (code: ProblemCode): Decision => ({ do: "hold", code });
const step = (name: Step): Decision => ({ do: "step", step: name });

export function decide(source: Copy, destination: Copy, facts: MigrationFacts): Decision {
  if (source === "removed" || destination === "removed")
    return withoutHost(source, destination, facts);
  switch (source) {
    case "migrating":
      return facts.cancelRequested && destination !== "running" ? step("abortJob") : wait;
    case "running":
    case "paused":
    case "pausedRan":
      return aliveAtSource(source, destination, facts);
    case "held":
      return heldAtSource(destination, facts);
    case "absent":
    case "offMigrated":
    case "offFailed":
    case "offStopped":
      return goneFromSource(source, destination, facts);
    case "unreachable":
    case "incoming":
      return hold(destination === "running" ? "migrationHeld" : "hostOffline");
    case "postCopy":
    case "postCopyFailed":
      return hold("migrationHeld");
  }
}

/** The source has it, whole, and sends it no more: the migration has failed; what is left to do is to clean up. */
function aliveAtSource(source: Copy, destination: Copy, facts: MigrationFacts): Decision {
  switch (destination) {
    case "absent":
      return takenBack(facts);
    case "offMigrated":
    case "offFailed":
    case "offStopped":
      return step("undefineDestination");
    case "incoming":
      return facts.stalled ? step("destroyDestination") : wait;
    case "paused":
      return facts.handOver && !facts.handedOver
        ? step("destroyDestination")
        : hold("migrationSplitBrain");
    case "unreachable":
      return hold("hostOffline");
    default:
      return hold(source === "running" ? "migrationSplitBrain" : "migrationHeld");
  }
}

/** Paused at the source by a migration nobody drives: where the destination stands tells which copy lives. */
function heldAtSource(destination: Copy, facts: MigrationFacts): Decision {
  switch (destination) {
    case "running":
    case "pausedRan":
      return step("destroySource");
    case "paused":
      return facts.handOver && !facts.handedOver
        ? step("destroyDestination")
        : hold("migrationHeld");
    case "incoming":
      return facts.stalled ? step("destroyDestination") : wait;
    case "offFailed":
      return step("undefineDestination");
    case "offStopped":
      return facts.rollingBack && !facts.handedOver
        ? step("undefineDestination")
        : hold("migrationHeld");
    case "absent":
      return facts.handedOver ? hold("migrationHeld") : step("resumeSource");
    case "unreachable":
      return hold("hostOffline");
    default:
      return hold("migrationHeld");
  }
}

/** Nothing runs at the source. */
function goneFromSource(source: Copy, destination: Copy, facts: MigrationFacts): Decision {
  switch (destination) {
    case "running":
    case "migrating":
    case "pausedRan":
      return arrived(source, facts);
    case "paused":
      return facts.handOver && facts.wasRunning
        ? step("resumeDestination")
        : arrived(source, facts);
    case "offStopped":
      return stoppedAfterwards(source, facts);
    case "offFailed":
    case "offMigrated":
      return source === "absent" ? failed("migrationLost") : step("undefineDestination");
    case "absent":
      return stoppedEverywhere(source, facts);
    case "incoming":
      return facts.stalled ? hold("migrationHeld") : wait;
    case "unreachable":
      return hold("hostOffline");
    default:
      return hold("migrationHeld");
  }
}

function arrived(source: Copy, facts: MigrationFacts): Decision {
  if (source !== "absent") return step("undefineSource");
  return facts.cancelRequested
    ? { do: "end", state: "succeeded", code: "migrationTooLate" }
    : { do: "end", state: "succeeded" };
}

/** Shut off at the destination: arrived and stopped since, or lost before it was allowed to run. */
function stoppedAfterwards(source: Copy, facts: MigrationFacts): Decision {
  const ran = !facts.handOver || facts.handedOver || !facts.wasRunning;
  if (ran) return arrived(source, facts);
  return source === "absent" ? failed("migrationLost") : step("undefineDestination");
}

function stoppedEverywhere(source: Copy, facts: MigrationFacts): Decision {
  if (source === "absent" || source === "offMigrated") return failed("migrationLost");
  return facts.cancelRequested
    ? { do: "end", state: "cancelled", code: "machineStateWrong" }
    : failed("machineStateWrong");
}

function takenBack(facts: MigrationFacts): Decision {
  return facts.cancelRequested
    ? { do: "end", state: "cancelled", code: "migrationCancelled" }
    : failed("migrationRolledBack");
}

/** A person took a host out of the fleet: the other host's word is all there will ever be. */
function withoutHost(source: Copy, destination: Copy, facts: MigrationFacts): Decision {
  if (source === "removed" && destination === "running")
    return { do: "end", state: "succeeded", code: "outcomeUnknown" };
  if (destination === "removed" && (source === "running" || source === "paused"))
    return facts.cancelRequested
      ? { do: "end", state: "cancelled", code: "outcomeUnknown" }
      : failed("outcomeUnknown");
  if (source === "unreachable" || destination === "unreachable") return hold("hostOffline");
  if (source === "migrating" || destination === "incoming") return wait;
  return failed("outcomeUnknown");
}

const failed = (code: ProblemCode): Decision => ({ do: "end", state: "failed", code });

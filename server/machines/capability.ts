import type { HostLinkState, MachineReason, MachineRow, MachineState } from "../inventory/types";
import { kindRights } from "../operations/kind-rights";
import type { OperationView } from "../operations/types";
import type { Problem } from "../problem";
import type { Action } from "../rights/schema";
import type { MachineAction } from "./schema";
import type { Capability } from "./types";

/**
 * Whether an action makes sense on a machine now, and if not, why. The browser disables buttons by it,
 * the server refuses by it: one function, so that they never disagree.
 */
export type MachineAbility = MachineAction | "migrate" | "console";

export interface MachineSituation {
  row: Pick<MachineRow, "hostId" | "name" | "state" | "reason">;
  /** Whether the person has the right to it; the server has asked before it comes here. */
  may?: boolean | undefined;
  hostLink: HostLinkState;
  hostName?: string | undefined;
  /** The open operation that holds the machine. */
  busyWith?:
    | Pick<OperationView, "id" | "kind" | "phase" | "requestedBy" | "createdAtMs" | "startedAtMs">
    | undefined;
}

const running = ["running", "blocked"] as const satisfies readonly MachineState[];

const possibleIn: Record<MachineAbility, readonly MachineState[]> = {
  start: ["shutOff"],
  shutdown: running,
  reboot: running,
  reset: [...running, "paused", "shuttingDown", "crashed"],
  forceOff: [...running, "paused", "shuttingDown", "suspended", "crashed"],
  pause: running,
  resume: ["paused", "suspended"],
  migrate: [...running, "paused"],
  console: [...running, "paused", "shuttingDown", "suspended", "crashed"],
};

/** Paused for something that is still going on or has to be decided: not by a person's pause. */
const heldReasons: readonly MachineReason[] = ["migration", "postCopy", "postCopyFailed"];
const unfinishedReasons: readonly MachineReason[] = [...heldReasons, "saving", "startingUp"];

/** Force off and reset are what one turns to while a guest does not answer a polite request. */
const endsWaitFor: Partial<Record<MachineAbility, readonly OperationView["kind"][]>> = {
  forceOff: ["machine.shutdown", "machine.reboot"],
  reset: ["machine.shutdown", "machine.reboot"],
};

export function machineCapability(action: MachineAbility, now: MachineSituation): Capability {
  const problem =
    rightProblem(action, now) ??
    linkProblem(now) ??
    busyProblem(action, now) ??
    heldProblem(action, now) ??
    stateProblem(action, now);
  return problem ? { allowed: false, problem } : { allowed: true };
}

/** The right that an ability takes on the machine; a console opens for whoever may watch it. */
export const abilityRight = (ability: MachineAbility): Action =>
  ability === "console" ? "machine.console.view" : kindRights[`machine.${ability}`];

function rightProblem(ability: MachineAbility, { may }: MachineSituation): Problem | undefined {
  if (may !== false) return undefined;
  return { code: "forbidden", params: { action: abilityRight(ability) } };
}

/** A waiting operation that this action may end in order to go on. */
export function yieldsTo(action: MachineAbility, kind: OperationView["kind"]): boolean {
  return endsWaitFor[action]?.includes(kind) ?? false;
}

function linkProblem({ hostLink, hostName, row }: MachineSituation): Problem | undefined {
  if (hostLink === "online") return undefined;
  return {
    code: "hostOffline",
    params: { machine: row.name, link: hostLink, ...(hostName ? { host: hostName } : {}) },
  };
}

function busyProblem(
  action: MachineAbility,
  { busyWith, row }: MachineSituation,
): Problem | undefined {
  if (!busyWith || action === "console" || yieldsTo(action, busyWith.kind)) return undefined;
  return {
    code: busyWith.kind === "machine.migrate" ? "machineMigrating" : "machineBusy",
    params: {
      machine: row.name,
      operationId: busyWith.id,
      operation: busyWith.kind,
      by: busyWith.requestedBy.name,
      phase: busyWith.phase ?? "requested",
      sinceMs: busyWith.startedAtMs ?? busyWith.createdAtMs,
    },
  };
}

/**
 * A machine paused by a migration may run on the other host already: resuming it here would make two of it.
 * Force off stays possible: it cannot make a second copy.
 */
function heldProblem(action: MachineAbility, { row }: MachineSituation): Problem | undefined {
  if (action === "console" || action === "forceOff" || row.state === "shutOff") return undefined;
  if (heldReasons.includes(row.reason))
    return {
      code: action === "resume" ? "migrationHeld" : "machineMigrating",
      params: { machine: row.name, reason: row.reason },
    };
  return undefined;
}

function stateProblem(action: MachineAbility, { row }: MachineSituation): Problem | undefined {
  const unfinished = row.state === "paused" && unfinishedReasons.includes(row.reason);
  const possible = possibleIn[action].includes(row.state);
  if (possible && !(unfinished && ["resume", "migrate", "reset"].includes(action)))
    return undefined;
  if (action === "console") return { code: "consoleNotRunning", params: { machine: row.name } };
  return {
    code: "machineStateWrong",
    params: { machine: row.name, state: row.state, reason: row.reason, action },
  };
}

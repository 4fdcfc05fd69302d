import type { Fleet } from "../inventory/fleet-types";
import type { OperationOutcome, OperationRun } from "../operations/engine-types";
import type { OperationPhase } from "../operations/types";
import type { Problem, ProblemCode } from "../problem";
import { type Decision, decide, type MigrationFacts, type Step } from "./decide";
import { lookAt, type Seen } from "./look-at-hosts";
import type { MigrationParams } from "./migration-params";
import { phaseOfStep, takeStep } from "./take-step";

export interface Settling {
  fleet: Pick<Fleet, "session">;
  run: OperationRun;
  params: MigrationParams;
  /** Phases that steps of earlier settling have put on record; none while the run that sent it goes on. */
  steps: ReadonlySet<OperationPhase>;
  /** Why the call failed, where that is known. */
  reason: Problem | undefined;
  /** A received copy nobody has moved for this long will not move. */
  stalledAfterMs: number;
}

export interface Settled {
  decision: Exclude<Decision, { do: "step" }>;
  outcome: OperationOutcome;
  source: Seen;
  destination: Seen;
  /** When the destination was let run, by performance.now(). */
  resumedAt: number | undefined;
  /** Something was done, not only looked at. */
  tookSteps: boolean;
}

const STEPS_MAX = 8;

/** Look at both hosts, take the one next step, look again: until there is an end, or something to wait for. */
export async function settle(settling: Settling): Promise<Settled> {
  const phases = new Set(settling.steps);
  const taken: Step[] = [];
  let refused: { step: Step; words: string } | undefined;
  let resumedAt: number | undefined;
  for (;;) {
    const [source, destination] = await lookAtBoth(settling);
    const facts = factsOf(settling, phases);
    const decision = decide(source.copy, destination.copy, facts);
    const at = { source, destination, resumedAt, tookSteps: taken.length > 0 };
    if (decision.do !== "step")
      return { ...at, decision, outcome: outcomeOf(decision, { settling, taken, ...at }) };
    // Refused and asked for again: nothing has changed meanwhile, a person or time has to help.
    if (refused?.step === decision.step || taken.length === STEPS_MAX) {
      const stuck = { do: "hold", code: "migrationHeld" } as const;
      const outcome = outcomeOf(stuck, { settling, taken, ...at });
      return { ...at, decision: stuck, outcome: withDetail(outcome, refused?.words) };
    }
    const phase = phaseOfStep[decision.step];
    await settling.run.phase(phase, { step: decision.step, source, destination });
    phases.add(phase);
    taken.push(decision.step);
    refused = await attempt(settling, decision.step);
    if (decision.step === "resumeDestination" && !refused) resumedAt = performance.now();
  }
}

/** An error of a step is not an end: the next look says whether it was needed any more. */
async function attempt(
  { fleet, params }: Settling,
  step: Step,
): Promise<{ step: Step; words: string } | undefined> {
  try {
    await takeStep(fleet, step, params);
    return undefined;
  } catch (error) {
    return { step, words: error instanceof Error ? error.message : String(error) };
  }
}

function withDetail(outcome: OperationOutcome, detail: string | undefined): OperationOutcome {
  const { problem } = outcome;
  return problem && detail ? { ...outcome, problem: { ...problem, detail } } : outcome;
}

async function lookAtBoth({ fleet, params }: Settling): Promise<[Seen, Seen]> {
  const machine = { uuid: params.machine.uuid, name: params.name };
  return Promise.all([
    lookAt(fleet, "source", { ...machine, hostId: params.machine.hostId }),
    lookAt(fleet, "destination", { ...machine, hostId: params.destinationId }),
  ]);
}

function factsOf(
  { params, run, stalledAfterMs }: Settling,
  phases: ReadonlySet<OperationPhase>,
): MigrationFacts {
  return {
    wasRunning: params.wasRunning,
    // libvirt keeps a machine paused that was paused: its copy has not executed either.
    handOver: params.handOver || !params.wasRunning,
    handedOver: phases.has("handOver"),
    rollingBack: phases.has("rollBack"),
    cancelRequested: run.cancelRequested,
    stalled: run.unsureForMs > stalledAfterMs,
  };
}

interface Found {
  settling: Settling;
  taken: Step[];
  source: Seen;
  destination: Seen;
}

function outcomeOf(decision: Settled["decision"], found: Found): OperationOutcome {
  const { settling, taken, source, destination } = found;
  const { reason, params } = settling;
  const evidence = {
    source: { host: params.fromName, ...source },
    destination: { host: params.toName, ...destination },
    steps: taken,
    ...(reason ? { reason: reason.detail ?? reason.code } : {}),
  };
  switch (decision.do) {
    case "wait":
      return { state: "indeterminate", evidence };
    case "hold":
      return { state: "indeterminate", problem: named(decision.code, found), evidence };
    case "end": {
      const problem = endProblem(decision, found);
      return { state: decision.state, ...(problem ? { problem } : {}), evidence };
    }
  }
}

/**
 * libvirt's own reason says more than ours where we have words for it; what we know better (it is lost,
 * it went off) comes first. A reason without words goes along as the detail.
 */
function endProblem(decision: Extract<Decision, { do: "end" }>, found: Found): Problem | undefined {
  const { reason } = found.settling;
  const told = reason !== undefined && reason.code !== "libvirtFailed";
  if (decision.state === "failed" && decision.code === "migrationRolledBack" && told) return reason;
  if (decision.code === undefined) return undefined;
  const detail = decision.state === "failed" ? reason?.detail : undefined;
  return { ...named(decision.code, found), ...(detail === undefined ? {} : { detail }) };
}

function named(code: ProblemCode, { settling, source, destination }: Found): Problem {
  const { name, fromName, toName } = settling.params;
  const silent = source.copy === "unreachable" ? fromName : toName;
  return {
    code,
    params: {
      machine: name,
      from: fromName,
      to: toName,
      host: silent,
      state: source.state,
      reason: source.reason,
      sourceState: source.copy,
      destinationState: destination.copy,
    },
  };
}

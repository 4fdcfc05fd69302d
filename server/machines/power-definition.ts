import { z } from "zod";
import type { Fleet, HostSession } from "../inventory/fleet-types";
import type { MachineRow } from "../inventory/types";
import type {
  OperationDefinition,
  OperationOutcome,
  OperationRun,
} from "../operations/engine-types";
import { AppError } from "../problem";
import { machineCapability } from "./capability";
import { GuestWait } from "./guest-wait";
import { HostTurns } from "./host-turns";
import { type PowerAction, powerActions } from "./power-actions";
import { MachineKey } from "./schema";
import { wireDomain } from "./wire-domain";

const PowerParams = z.object({ machine: MachineKey, name: z.string() });
export type PowerParams = z.infer<typeof PowerParams>;

const CALL_TIMEOUT_MS = 120_000;
/** A guest that wants to go down has begun to within this time; updates at shutdown can take minutes. */
export const GUEST_TIMEOUT_MS = 180_000;
/** After a lost line the daemon may still be at it: a state that is not the wanted one counts only after this. */
const STILL_AT_IT_MS = 15_000;
const TURNS_PER_HOST = 4;

export interface PowerDeps {
  fleet: Fleet;
  guestTimeoutMs?: number;
}

/** Start, shut down, reboot, reset, force off, pause, resume. */
export function powerDefinitions(deps: PowerDeps): OperationDefinition[] {
  const turns = new HostTurns(TURNS_PER_HOST);
  return powerActions.map((power) => {
    const work = new PowerWork(power, deps, turns);
    return {
      kind: `machine.${power.action}`,
      cancellable: power.guestDecides !== undefined,
      run: (run, params) => work.run(run, PowerParams.parse(params)),
      reconcile: (run, params, lastPhase) =>
        work.reconcile(run, PowerParams.parse(params), lastPhase),
    };
  });
}

class PowerWork {
  readonly #power: PowerAction;
  readonly #fleet: Fleet;
  readonly #turns: HostTurns;
  readonly #guestTimeoutMs: number;

  constructor(power: PowerAction, deps: PowerDeps, turns: HostTurns) {
    this.#power = power;
    this.#fleet = deps.fleet;
    this.#turns = turns;
    this.#guestTimeoutMs = deps.guestTimeoutMs ?? GUEST_TIMEOUT_MS;
  }

  async run(run: OperationRun, params: PowerParams): Promise<OperationOutcome> {
    const session = this.#session(params);
    const wait = this.#waitFor(run, params, session);
    try {
      await this.#turns.take(params.machine.hostId, run.signal, () =>
        this.#ask(run, params, session),
      );
      if (wait) return await this.#waited(run, params, wait);
      return await this.#looked(params, session);
    } finally {
      wait?.stop();
    }
  }

  async reconcile(
    run: OperationRun,
    params: PowerParams,
    lastPhase: string | null,
  ): Promise<OperationOutcome | undefined> {
    const session = this.#fleet.session(params.machine.hostId);
    if (!session) return unknowable(lastPhase, { hostRemoved: true });
    const row = await session.refreshMachine(params.machine.uuid);
    const { done, guestDecides } = this.#power;
    if (!done) return unknowable(lastPhase, seen(row));
    if (done(row)) return { state: "succeeded", evidence: { ...seen(row), foundAfterwards: true } };
    if (guestDecides) return this.#stillWaiting(run, params, row);
    const underway = row?.state === "paused" && row.reason === "startingUp";
    if (underway || run.unsureForMs < STILL_AT_IT_MS) return undefined;
    const problem = row
      ? ({ code: "connectionLost", params: { machine: params.name, state: row.state } } as const)
      : ({ code: "machineGone", params: { machine: params.name } } as const);
    return { state: "failed", problem, evidence: seen(row) };
  }

  #session({ machine, name }: PowerParams): HostSession {
    const session = this.#fleet.session(machine.hostId);
    if (session) return session;
    throw new AppError({ code: "hostOffline", params: { machine: name } });
  }

  async #ask(run: OperationRun, params: PowerParams, session: HostSession): Promise<void> {
    const { uuid } = params.machine;
    if (this.#power.action === "resume") await this.#refuseHeld(params, session);
    const connection = session.control();
    await run.phase("requesting");
    const options = { signal: run.signal, timeoutMs: CALL_TIMEOUT_MS };
    await this.#power.ask(connection, wireDomain({ name: params.name, uuid }), options);
  }

  /** libvirt itself resumes what a migration holds, and that can make two of one machine: look first. */
  async #refuseHeld({ machine, name }: PowerParams, session: HostSession): Promise<void> {
    const row = await session.refreshMachine(machine.uuid);
    if (!row) throw new AppError({ code: "machineGone", params: { machine: name } });
    const able = machineCapability("resume", { row, hostLink: "online" });
    if (!able.allowed) throw new AppError(able.problem);
  }

  async #looked(params: PowerParams, session: HostSession): Promise<OperationOutcome> {
    const { done, action } = this.#power;
    const row = await session.refreshMachine(params.machine.uuid);
    const evidence = { hostAnswered: "done", ...seen(row) };
    if (!done || done(row)) return { state: "succeeded", evidence };
    const problem = {
      code: "machineStateWrong",
      params: {
        machine: params.name,
        state: row?.state ?? "unknown",
        reason: row?.reason ?? "",
        action,
      },
    } as const;
    return { state: "failed", problem, evidence };
  }

  #waitFor(run: OperationRun, params: PowerParams, session: HostSession): GuestWait | undefined {
    const { guestDecides, done } = this.#power;
    if (!guestDecides) return undefined;
    const wait = new GuestWait({
      run,
      session,
      fleet: this.#fleet,
      machine: params.machine,
      timeoutMs: this.#guestTimeoutMs,
    });
    return guestDecides === "state" && done ? wait.forState(done) : wait.forReboot();
  }

  async #waited(
    run: OperationRun,
    params: PowerParams,
    wait: GuestWait,
  ): Promise<OperationOutcome> {
    await run.phase("waitingForGuest", { timeoutMs: this.#guestTimeoutMs });
    const end = await wait.end();
    const row = this.#fleet.machine(params.machine);
    const evidence = { hostAnswered: "requested", ended: end, ...seen(row) };
    if (end === "done") return { state: "succeeded", evidence };
    if (end === "cancelled") return { state: "cancelled", evidence };
    return { state: "failed", problem: this.#silent(params), evidence };
  }

  #stillWaiting(
    run: OperationRun,
    params: PowerParams,
    row: MachineRow | undefined,
  ): OperationOutcome | undefined {
    if (run.cancelRequested) return { state: "cancelled", evidence: seen(row) };
    if (Date.now() - run.createdAtMs < this.#guestTimeoutMs) return undefined;
    return { state: "failed", problem: this.#silent(params), evidence: seen(row) };
  }

  #silent({ name }: PowerParams) {
    const params = { machine: name, seconds: Math.round(this.#guestTimeoutMs / 1_000) };
    return { code: "guestSilent", params } as const;
  }
}

const unknowable = (lastPhase: string | null, evidence: object): OperationOutcome => ({
  state: "failed",
  problem: { code: "outcomeUnknown" },
  evidence: { brokeOffIn: lastPhase, ...evidence },
});

/** What a look at the host showed: the evidence of an outcome. */
const seen = (row: MachineRow | undefined) => ({
  state: row?.state ?? "absent",
  reason: row?.reason ?? "none",
  host: row?.hostId,
  atMs: Date.now(),
});

import type { MigrationResult } from "node-libvirt";
import type { Db } from "../db/client";
import type { Fleet, HostSession } from "../inventory/fleet-types";
import type {
  OperationDefinition,
  OperationOutcome,
  OperationRun,
} from "../operations/engine-types";
import { type OperationPhase, operationPhases } from "../operations/types";
import { AppError, type Problem } from "../problem";
import { drive } from "./drive";
import { recordBegin, recordEnd } from "./history";
import { finishedFigures, JobWatch } from "./job-watch";
import { lookAt } from "./look-at-hosts";
import { MigrationParams } from "./migration-params";
import { migrationProblem } from "./migration-problem";
import { migrationNeeds } from "./needs";
import { routeTo } from "./plan";
import type { JobFigures } from "./progress";
import { type Settled, type Settling, settle } from "./settle";

export interface MigrationDeps {
  fleet: Fleet;
  db: Db;
  /** Default 30 s. */
  stalledAfterMs?: number;
}

const STALLED_AFTER_MS = 30_000;
/** How long one look at an adopted migration goes on showing its figures. */
const SHOW_ADOPTED_MS = 4_000;

export function migrationDefinition(deps: MigrationDeps): OperationDefinition {
  const work = new MigrationWork(deps);
  return {
    kind: "machine.migrate",
    cancellable: true,
    needs: (params) => migrationNeeds(MigrationParams.parse(params)),
    run: (run, params) => work.run(run, MigrationParams.parse(params)),
    reconcile: (run, params) => work.reconcile(run, MigrationParams.parse(params)),
    recordBegin,
    recordEnd,
  };
}

class MigrationWork {
  readonly #deps: MigrationDeps;

  constructor(deps: MigrationDeps) {
    this.#deps = deps;
  }

  async run(run: OperationRun, params: MigrationParams): Promise<OperationOutcome> {
    const { fleet } = this.#deps;
    const source = this.#session(params.machine.hostId, params.fromName);
    const destination = this.#session(params.destinationId, params.toName);
    const before = this.#lookBefore(params);
    before.catch(() => {});
    const watch = new JobWatch({
      run,
      source,
      machine: { uuid: params.machine.uuid, name: params.name },
      maxDowntimeMs: params.options.maxDowntimeMs,
    }).start();
    let result: MigrationResult;
    try {
      const route = routeTo(fleet.host(params.destinationId)?.uri ?? "");
      result = await drive({ run, params, source, destination, route, before });
    } finally {
      watch.stop();
    }
    const reason = reasonOf(result, params);
    // Asked for beside the first look, which mostly is the only one.
    const early = this.#readEnd(params);
    const settled = await this.#settle(run, params, { steps: new Set(), reason });
    return this.#concluded(settled, { params, watch, early });
  }

  async reconcile(
    run: OperationRun,
    params: MigrationParams,
  ): Promise<OperationOutcome | undefined> {
    const steps = await this.#recordedPhases(run);
    const settled = await this.#settle(run, params, { steps, reason: undefined });
    const source = this.#deps.fleet.session(params.machine.hostId);
    if (settled.source.copy === "migrating" && source) await showFor(run, params, source);
    if (settled.decision.do === "wait") return undefined;
    return this.#concluded(settled, { params });
  }

  #session(hostId: string, host: string): HostSession {
    const session = this.#deps.fleet.session(hostId);
    if (!session) throw new AppError({ code: "hostOffline", params: { host } });
    session.control();
    return session;
  }

  /** What both hosts say before anything is touched; the record keeps it, and the definition, for whatever comes. */
  async #lookBefore(params: MigrationParams): Promise<Record<string, unknown>> {
    const { fleet } = this.#deps;
    const machine = { uuid: params.machine.uuid, name: params.name };
    const [source, destination] = await Promise.all([
      lookAt(fleet, "source", { ...machine, hostId: params.machine.hostId }),
      lookAt(fleet, "destination", { ...machine, hostId: params.destinationId }),
    ]);
    const named = {
      machine: params.name,
      host: params.fromName,
      from: params.fromName,
      to: params.toName,
    };
    if (source.copy !== (params.wasRunning ? "running" : "paused")) {
      const code = source.copy === "migrating" ? "machineMigrating" : "machineStateWrong";
      throw new AppError({
        code,
        params: { ...named, state: source.state, reason: source.reason },
      });
    }
    if (destination.copy !== "absent")
      throw new AppError({
        code: destination.copy === "unreachable" ? "hostOffline" : "migrationNameTaken",
        params: { ...named, host: params.toName, state: destination.state },
      });
    const definition = fleet.machineXml(params.machine)?.inactive ?? null;
    return { source, destination, definition };
  }

  #settle(
    run: OperationRun,
    params: MigrationParams,
    known: Pick<Settling, "steps" | "reason">,
  ): Promise<Settled> {
    const { fleet, stalledAfterMs = STALLED_AFTER_MS } = this.#deps;
    return settle({ fleet, run, params, ...known, stalledAfterMs });
  }

  /** What an earlier process, or an earlier look, has put on record. */
  async #recordedPhases({ id }: OperationRun): Promise<ReadonlySet<OperationPhase>> {
    const events = await this.#deps.db.operationEvent.findMany({
      where: { operationId: id, kind: "phase" },
      select: { phase: true },
    });
    const known = new Set(events.map((event) => event.phase));
    return new Set(operationPhases.filter((phase) => known.has(phase)));
  }

  /** Rows of both hosts are read anew, so that lists say the truth in the moment the operation ends. */
  async #concluded(settled: Settled, more: Conclusion): Promise<OperationOutcome> {
    const { params, watch, early = this.#readEnd(params) } = more;
    const found = settled.outcome.state === "succeeded" ? await early.figures : undefined;
    await (settled.tookSteps ? this.#readRows(params) : early.rows);
    const figures = found ? withHandOver(found, settled, more) : abandonedFigures(watch);
    return { ...settled.outcome, evidence: { ...settled.outcome.evidence, figures } };
  }

  #readEnd(params: MigrationParams): ReadEnd {
    const { uuid } = params.machine;
    const there = this.#deps.fleet.session(params.destinationId);
    const figures = there && finishedFigures(there, { uuid, name: params.name });
    return { rows: this.#readRows(params), figures: figures ?? Promise.resolve(undefined) };
  }

  #readRows({ machine, destinationId }: MigrationParams): Promise<unknown> {
    const { fleet } = this.#deps;
    const sessions = [fleet.session(machine.hostId), fleet.session(destinationId)];
    return Promise.allSettled(sessions.map((session) => session?.refreshMachine(machine.uuid)));
  }
}

interface ReadEnd {
  rows: Promise<unknown>;
  /** The finished job's, where the destination is still registered. */
  figures: Promise<JobFigures | undefined>;
}

interface Conclusion {
  params: MigrationParams;
  watch?: JobWatch;
  early?: ReadEnd;
}

/**
 * libvirt measures up to its own finish. Handed over, the guest stands still until we resume it: from
 * the stop at the source to the answer to our resume, or not measured if we saw only one of them.
 */
function withHandOver(figures: JobFigures, { resumedAt }: Settled, { params, watch }: Conclusion) {
  if (!params.handOver || !params.wasRunning) return figures;
  const stoppedAt = watch?.stoppedAt;
  const measured =
    stoppedAt === undefined || resumedAt === undefined ? null : Math.round(resumedAt - stoppedAt);
  return { ...figures, downtimeMs: measured, libvirtDowntimeMs: figures.downtimeMs };
}

/** What was sent in vain; there was no downtime to measure. A job seen before its first byte says 0: not measured. */
const abandonedFigures = (watch: JobWatch | undefined) => ({
  totalBytes: watch?.last?.dataProcessedBytes || null,
  downtimeMs: null,
  iterations: watch?.last?.iteration || null,
});

function reasonOf(result: MigrationResult, params: MigrationParams): Problem | undefined {
  return "error" in result ? migrationProblem(result.error, params) : undefined;
}

async function showFor(
  run: OperationRun,
  params: MigrationParams,
  source: HostSession,
): Promise<void> {
  const machine = { uuid: params.machine.uuid, name: params.name };
  const watch = new JobWatch({ run, source, machine, maxDowntimeMs: undefined }).start();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, SHOW_ADOPTED_MS);
    const early = () => {
      clearTimeout(timer);
      resolve();
    };
    run.onCancel(early);
    run.signal.addEventListener("abort", early, { once: true });
  });
  watch.stop();
}

import {
  formatUuid,
  typedParamsToObject,
  VIR_DOMAIN_EVENT_SUSPENDED,
  VIR_DOMAIN_JOB_BOUNDED,
  VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT,
  VIR_DOMAIN_JOB_STATS_COMPLETED,
  VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED,
  VIR_DOMAIN_JOB_UNBOUNDED,
} from "node-libvirt";
import type { HostSession } from "../inventory/fleet-types";
import { wireDomain } from "../machines/wire-domain";
import type { OperationRun } from "../operations/engine-types";
import type { MigrationProgress } from "../operations/types";
import { type JobFigures, noFigures, readFigures, readProgress } from "./progress";

const TICK_MS = 500;
const CALL_TIMEOUT_MS = 5_000;

interface Watched {
  run: OperationRun;
  source: HostSession;
  machine: { uuid: string; name: string };
  maxDowntimeMs: number | undefined;
}

/**
 * Looks over the shoulder of a migration from the control connection: shows its figures, applies what
 * can be set only while it runs. Starts and stops at will.
 */
export class JobWatch {
  readonly #watched: Watched;
  readonly #stops: (() => void)[] = [];
  #busy = false;
  #downtimeSet = false;
  last: MigrationProgress | undefined;
  /** When the guest stood still at the source, by performance.now(). */
  stoppedAt: number | undefined;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  start(): this {
    const { source, machine } = this.#watched;
    const timer = setInterval(() => void this.tick(), TICK_MS);
    const unsubscribe = source.pool.subscribe("domainEventCallbackLifecycle", ({ msg }) => {
      if (msg.event === VIR_DOMAIN_EVENT_SUSPENDED && formatUuid(msg.dom.uuid) === machine.uuid)
        this.stoppedAt = performance.now();
    });
    this.#stops.push(() => clearInterval(timer), unsubscribe);
    return this;
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** One look. A host that does not answer now is asked again; the migration itself is not ours to fail here. */
  async tick(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      if (await this.#show()) await this.#apply();
    } catch {
      // Looked at again in half a second; the migration's own call reports what matters.
    } finally {
      this.#busy = false;
    }
  }

  async #show(): Promise<boolean> {
    const { run, source, machine } = this.#watched;
    const { remote } = source.control();
    const asked = { dom: wireDomain(machine), flags: 0 };
    const job = await remote.domainGetJobStats(asked, { timeoutMs: CALL_TIMEOUT_MS });
    if (job.type !== VIR_DOMAIN_JOB_BOUNDED && job.type !== VIR_DOMAIN_JOB_UNBOUNDED) return false;
    const stats = typedParamsToObject(job.params);
    const { operation = VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT } = stats;
    if (operation !== VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT) return false;
    this.last = readProgress(stats);
    run.progress(this.last);
    return true;
  }

  async #apply(): Promise<void> {
    const { source, machine, maxDowntimeMs } = this.#watched;
    if (maxDowntimeMs === undefined || this.#downtimeSet) return;
    await source
      .control()
      .remote.domainMigrateSetMaxDowntime(
        { dom: wireDomain(machine), downtime: BigInt(maxDowntimeMs), flags: 0 },
        { timeoutMs: CALL_TIMEOUT_MS },
      );
    this.#downtimeSet = true;
  }
}

/**
 * The finished job's own figures. A plain read consumes them and a daemon's restart loses them:
 * nothing is invented for what cannot be read.
 */
export async function finishedFigures(
  session: HostSession,
  machine: { uuid: string; name: string },
): Promise<JobFigures> {
  try {
    const flags = VIR_DOMAIN_JOB_STATS_COMPLETED | VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED;
    const { remote } = session.control();
    const asked = { dom: wireDomain(machine), flags };
    const job = await remote.domainGetJobStats(asked, { timeoutMs: CALL_TIMEOUT_MS });
    return readFigures(typedParamsToObject(job.params));
  } catch {
    return noFigures;
  }
}

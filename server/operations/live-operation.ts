import { AppError } from "../problem";
import type { OperationDefinition, OperationRun } from "./engine-types";
import type { EventEntry, Ledger, Patch } from "./ledger";
import type { OperationPhase, OperationState, OperationView } from "./types";

interface Start {
  view: OperationView;
  params: Record<string, unknown>;
  locks: string[];
  definition: OperationDefinition | undefined;
  nextEvent: number;
  deadlineAtMs: number | null;
  mayGoOn(operation: OperationView): boolean;
}

/**
 * Before these nothing has happened yet, or all of it is taken back by stopping here. Later steps finish
 * or undo what has begun: left out, they would leave a machine on two hosts or on none.
 */
const stoppable: ReadonlySet<OperationPhase> = new Set([
  "requesting",
  "begin",
  "prepare",
  "perform",
]);

/** One open operation in the memory of the process that runs it. */
export class LiveOperation {
  readonly params: Record<string, unknown>;
  readonly locks: string[];
  readonly definition: OperationDefinition | undefined;
  readonly deadlineAtMs: number | null;
  view: OperationView;
  abort = new AbortController();
  cancelRequested = false;
  ended = false;
  /** Reading the outcome from the hosts since (monotonic ms); undefined while it runs. */
  unsureSince: number | undefined;
  readonly #ledger: Ledger;
  readonly #mayGoOn: Start["mayGoOn"];
  readonly #changed: (view: OperationView) => void;
  readonly #cancelListeners = new Set<() => void>();
  #nextEvent: number;

  constructor(start: Start, ledger: Ledger, changed: (view: OperationView) => void) {
    this.view = start.view;
    this.params = start.params;
    this.locks = start.locks;
    this.definition = start.definition;
    this.deadlineAtMs = start.deadlineAtMs;
    this.#nextEvent = start.nextEvent;
    this.#ledger = ledger;
    this.#mayGoOn = start.mayGoOn;
    this.#changed = changed;
  }

  get id(): string {
    return this.view.id;
  }

  takeEventNumber(): number {
    return this.#nextEvent++;
  }

  show(patch: Partial<OperationView>): void {
    this.view = { ...this.view, ...patch };
    this.#changed(this.view);
  }

  async note(entry: Omit<EventEntry, "n">, patch: Patch): Promise<void> {
    await this.#ledger.note(this.view, { n: this.takeEventNumber(), ...entry }, patch);
  }

  cancel(): void {
    this.cancelRequested = true;
    for (const listener of this.#cancelListeners) listener();
  }

  /** What the definition sees. A handle dies with its signal: after a deadline the old one can take no more steps. */
  handle(): OperationRun {
    const live = this;
    const { signal } = this.abort;
    return {
      id: this.id,
      epoch: this.#ledger.epoch,
      createdAtMs: this.view.createdAtMs,
      signal,
      get unsureForMs() {
        return live.unsureSince === undefined ? 0 : performance.now() - live.unsureSince;
      },
      get cancelRequested() {
        return live.cancelRequested;
      },
      onCancel(listener) {
        live.#cancelListeners.add(listener);
        return () => live.#cancelListeners.delete(listener);
      },
      async phase(name, data = {}) {
        const goOn = () => {
          signal.throwIfAborted();
          live.#refuseWithdrawn(name);
        };
        goOn();
        await live.#enter(name, data);
        goOn();
      },
      progress(progress) {
        if (!signal.aborted && !live.ended) live.show({ progress });
      },
    };
  }

  /** A cancelled operation and one that is only looked at are on their way to an end: nothing may hinder that. */
  #refuseWithdrawn(phase: OperationPhase): void {
    if (!stoppable.has(phase) || this.cancelRequested || this.unsureSince !== undefined) return;
    if (this.#mayGoOn(this.view)) return;
    const { requestedBy, target } = this.view;
    const params = { by: requestedBy.name, machine: target.name };
    throw new AppError({ code: "rightWithdrawn", params });
  }

  async #enter(phase: string, data: Record<string, unknown>): Promise<void> {
    const startedAt = new Date(this.view.startedAtMs ?? Date.now());
    const state = this.#stateInPhase();
    await this.note({ phase, kind: "phase", data }, { phase, state, startedAt });
    this.show({ phase, state, startedAtMs: startedAt.getTime() });
  }

  #stateInPhase(): OperationState {
    if (this.unsureSince !== undefined) return "indeterminate";
    return this.cancelRequested ? "cancelling" : "running";
  }
}

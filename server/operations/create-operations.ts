import { hostname } from "node:os";
import type { Logger } from "pino";
import type { Requester } from "../audit/types";
import { FencedError } from "../db/writer";
import { AppError } from "../problem";
import type {
  OperationDefinition,
  OperationIntent,
  OperationOutcome,
  OperationRun,
  Operations,
  OperationsDeps,
} from "./engine-types";
import { OperationFeed } from "./feed";
import { dedupOf, Ledger, readParams } from "./ledger";
import { LiveOperation } from "./live-operation";
import { Looker } from "./looker";
import { nameIn } from "./name-in-problem";
import { isTerminal, type OperationState, type OperationView } from "./types";
import { type OperationRecord, toView } from "./view";

const SHOWN_AFTER_END_MS = 30_000;
/** Work that was asked for and never begun is begun after a restart, unless its time has passed. */
const BEGIN_LATE_MAX_MS = 5 * 60_000;
const RETRY_WRITE_MS = 2_000;
const CLOSE_WAIT_MS = 5_000;

export const createOperations = (deps: OperationsDeps): Operations => new Engine(deps);

class Engine implements Operations {
  readonly #deps: OperationsDeps;
  readonly #log: Logger;
  readonly #ledger: Ledger;
  readonly #looker: Looker;
  readonly #feed = new OperationFeed();
  readonly #definitions: Map<string, OperationDefinition>;
  readonly #live = new Map<string, LiveOperation>();
  readonly #byLock = new Map<string, LiveOperation>();
  readonly #awaited = new Map<string, Promise<unknown>>();
  readonly #running = new Set<Promise<void>>();
  #recent: OperationView[] = [];
  #closing = false;

  constructor(deps: OperationsDeps) {
    this.#deps = deps;
    this.#log = deps.log.child({ part: "operations" });
    this.#ledger = new Ledger(deps);
    this.#looker = new Looker(deps.fleet, this.#log, (live, outcome) => this.#end(live, outcome));
    this.#definitions = new Map(deps.definitions.map((d) => [d.kind, d]));
  }

  async start(): Promise<void> {
    await this.#deps.writer.takeEpoch(`pid ${process.pid} on ${hostname()}`);
    this.#looker.start();
    for (const { record, locks, nextEvent } of await this.#ledger.adopt()) {
      const live = this.#track(record, locks, nextEvent);
      live.cancelRequested = record.cancelAt !== null;
      this.#log.info({ operation: live.id, kind: record.kind, phase: record.phase }, "adopted");
      void this.#resume(live);
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#looker.stop();
    for (const live of this.#live.values()) live.abort.abort(new Error("the server is stopping"));
    const patience = new Promise((resolve) => setTimeout(resolve, CLOSE_WAIT_MS).unref());
    await Promise.race([Promise.allSettled(this.#running), patience]);
  }

  async begin(intent: OperationIntent): Promise<OperationView> {
    const definition = this.#definitions.get(intent.kind);
    if (!definition?.run) throw new Error(`${intent.kind} cannot be begun`);
    const work = definition.run.bind(definition);
    const { record, fresh } = await this.#open(intent, definition);
    if (!fresh) return this.#live.get(record.id)?.view ?? toView(record, definition.cancellable);
    const live = this.#track(record, intent.locks, 1);
    this.#background(this.#run(live, work));
    return live.view;
  }

  async runNow<T>(intent: OperationIntent, work: (run: OperationRun) => Promise<T>): Promise<T> {
    const dedup = dedupOf(intent);
    const same = this.#awaited.get(dedup);
    if (same) return same.then((result) => asSameWork<T>(result));
    const result = this.#runOnce(intent, work).finally(() => this.#awaited.delete(dedup));
    this.#awaited.set(dedup, result);
    return result;
  }

  async #runOnce<T>(intent: OperationIntent, work: (run: OperationRun) => Promise<T>): Promise<T> {
    const { record, fresh } = await this.#open(intent, this.#definitions.get(intent.kind));
    if (!fresh) throw new AppError({ code: "conflict", params: { operationId: record.id } });
    const live = this.#track(record, intent.locks, 1);
    const result = work(live.handle());
    const evidence = { done: true };
    await this.#run(live, () => result.then(() => ({ state: "succeeded", evidence })));
    return result;
  }

  async requestCancel(id: string, by: Requester): Promise<void> {
    const live = this.#live.get(id);
    if (!live) {
      if (await this.#ledger.read(id)) return;
      throw new AppError({ code: "notFound" });
    }
    if (live.cancelRequested) return;
    if (!live.definition?.cancellable)
      throw new AppError({
        code: "conflict",
        params: { operationId: id, operation: live.view.kind },
      });
    const state: OperationState = live.unsureSince === undefined ? "cancelling" : "indeterminate";
    const patch = { state, cancelAt: new Date(), cancelBy: by.id };
    const phase = live.view.phase ?? "requested";
    await live.note({ phase, kind: "cancel", data: { by: by.name }, by }, patch);
    live.show({ state, cancellable: false });
    live.cancel();
    void this.#looker.look(live);
  }

  openOn(machine: { uuid: string }): OperationView | undefined {
    return this.#byLock.get(`machine:${machine.uuid}`)?.view;
  }

  open(id: string): OperationView | undefined {
    return this.#live.get(id)?.view;
  }

  watch(signal: AbortSignal) {
    return this.#feed.watch(signal, () => this.#snapshot());
  }

  async #open(intent: OperationIntent, definition?: OperationDefinition) {
    try {
      return await this.#ledger.open(intent, definition);
    } catch (error) {
      if (error instanceof FencedError) this.#fenced(error);
      throw error;
    }
  }

  #snapshot(): OperationView[] {
    const since = Date.now() - SHOWN_AFTER_END_MS;
    this.#recent = this.#recent.filter((view) => (view.endedAtMs ?? 0) >= since);
    return [...this.#recent, ...[...this.#live.values()].map((live) => live.view)];
  }

  #track(record: OperationRecord, locks: string[], nextEvent: number): LiveOperation {
    const definition = this.#definitions.get(record.kind);
    const params = readParams(record);
    const live = new LiveOperation(
      {
        view: toView(record, definition?.cancellable ?? false),
        params,
        locks,
        definition,
        nextEvent,
        deadlineAtMs: record.deadlineAt?.getTime() ?? null,
        mayGoOn: (view) => this.#deps.mayGoOn(view, definition?.needs?.(params) ?? []),
      },
      this.#ledger,
      (view) => this.#feed.publish(view),
    );
    this.#live.set(live.id, live);
    for (const lock of locks) this.#byLock.set(lock, live);
    this.#feed.publish(live.view);
    return live;
  }

  /** Adopted: what was never begun may begin; anything else is looked at, never repeated. */
  async #resume(live: LiveOperation): Promise<void> {
    const { definition, view } = live;
    if (!definition || view.phase !== null) return this.#unsure(live, undefined);
    const late = Date.now() - view.createdAtMs >= BEGIN_LATE_MAX_MS;
    if (definition.run && !live.cancelRequested && !late)
      return this.#background(this.#run(live, definition.run.bind(definition)));
    await this.#end(live, { state: "cancelled", evidence: { begun: false, after: "restart" } });
  }

  async #run(
    live: LiveOperation,
    work: (run: OperationRun, params: Record<string, unknown>) => Promise<OperationOutcome>,
  ): Promise<void> {
    const deadline = this.#armDeadline(live);
    try {
      await this.#settle(live, await work(live.handle(), live.params));
    } catch (error) {
      await this.#broke(live, error);
    } finally {
      clearTimeout(deadline);
    }
  }

  #armDeadline(live: LiveOperation): NodeJS.Timeout | undefined {
    if (live.deadlineAtMs === null) return undefined;
    const expire = () => {
      live.abort.abort(new Error("deadline passed"));
      void this.#unsure(live, undefined);
    };
    return setTimeout(expire, Math.max(0, live.deadlineAtMs - Date.now())).unref();
  }

  async #settle(live: LiveOperation, outcome: OperationOutcome): Promise<void> {
    if (outcome.state === "indeterminate") return this.#unsure(live, outcome);
    await this.#end(live, outcome);
  }

  async #broke(live: LiveOperation, error: unknown): Promise<void> {
    if (live.ended || live.unsureSince !== undefined) return;
    if (error instanceof FencedError) return this.#fenced(error);
    // Stopping: the row stays open, and the next start looks.
    if (this.#closing) return;
    const { problem: bare, effectKnown } = this.#deps.judge(error);
    const problem = nameIn(bare, live.view);
    const evidence = { error: String(error), phase: live.view.phase };
    this.#log.info({ operation: live.id, err: error, effectKnown }, "operation broke off");
    if (effectKnown || live.view.phase === null)
      return this.#end(live, { state: "failed", problem, evidence });
    await this.#unsure(live, { state: "indeterminate", problem, evidence });
  }

  async #unsure(live: LiveOperation, outcome: OperationOutcome | undefined): Promise<void> {
    if (live.ended || live.unsureSince !== undefined || this.#closing) return;
    live.unsureSince = performance.now();
    live.abort = new AbortController();
    const problem = outcome?.problem ?? null;
    const phase = live.view.phase ?? "requested";
    await this.#insist(live, () =>
      live.note(
        { phase, kind: "unsure", data: outcome?.evidence ?? {} },
        { state: "indeterminate", problem: problem && JSON.stringify(problem) },
      ),
    );
    live.show({ state: "indeterminate", problem });
    this.#looker.add(live);
  }

  async #end(live: LiveOperation, outcome: OperationOutcome): Promise<void> {
    if (live.ended || !isTerminal(outcome.state)) return;
    live.ended = true;
    const { definition } = live;
    const how = { n: live.takeEventNumber(), definition };
    const endedAt = await this.#insist(live, () => this.#ledger.end(live.view, outcome, how));
    if (!endedAt) return;
    this.#live.delete(live.id);
    for (const lock of live.locks) if (this.#byLock.get(lock) === live) this.#byLock.delete(lock);
    live.show({
      state: outcome.state,
      problem: outcome.problem ?? null,
      endedAtMs: endedAt.getTime(),
      cancellable: false,
    });
    this.#recent.push(live.view);
  }

  /** The truth is known but the database does not take it (disk full, locked): the locks stay until it does. */
  async #insist<T>(live: LiveOperation, write: () => Promise<T>): Promise<T | undefined> {
    while (!this.#closing) {
      try {
        return await write();
      } catch (error) {
        if (error instanceof FencedError) {
          this.#fenced(error);
          return undefined;
        }
        this.#log.error({ operation: live.id, err: error }, "cannot record; trying again");
        await new Promise((resolve) => setTimeout(resolve, RETRY_WRITE_MS).unref());
      }
    }
    return undefined;
  }

  #fenced(error: FencedError): void {
    if (this.#closing) return;
    this.#log.fatal(error.message);
    this.#closing = true;
    this.#looker.stop();
    for (const live of this.#live.values()) live.abort.abort(error);
    this.#deps.onFenced?.();
  }

  #background(work: Promise<void>): void {
    const logged = work.catch((err) => this.#log.error({ err }, "operation not recorded"));
    this.#running.add(logged);
    void logged.finally(() => this.#running.delete(logged));
  }
}

/** The one cast here: an equal dedup key names the same kind and intent, hence the same work and result type. */
const asSameWork = <T>(result: unknown): T => result as T;

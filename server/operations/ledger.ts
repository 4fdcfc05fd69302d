import { ulid } from "ulid";
import type { Audit, Requester } from "../audit/types";
import type { Db } from "../db/client";
import { FencedError, type Tx, type Writer } from "../db/writer";
import { AppError } from "../problem";
import { cancelEntry, endEntry, intentEntry } from "./audit-entries";
import { elapsedMs, stamp } from "./clock";
import type { OperationDefinition, OperationIntent, OperationOutcome } from "./engine-types";
import { type OperationState, type OperationView, openStates } from "./types";
import { type OperationRecord, readData, toView } from "./view";

/**
 * The durable half of the engine. Rules that hold for every write:
 * - It is one transaction of the writer, which fences off a process that has been taken over.
 * - Intent, locks, first event, a history's first row and the audit's appear together, before any side effect.
 * - The terminal state, its evidence, its audit and the release of the locks appear together. Nothing else frees a lock.
 * - Events are only appended. Progress is never written.
 */
export interface EventEntry {
  n: number;
  phase: string;
  kind: "intent" | "phase" | "cancel" | "unsure" | "adopted" | "end";
  data: Record<string, unknown>;
  /** Whose wish it was, where it was one. */
  by?: Requester;
}

export type Patch = Partial<
  Pick<OperationRecord, "state" | "phase" | "startedAt" | "cancelAt" | "cancelBy" | "problem">
>;

export interface Opened {
  record: OperationRecord;
  /** False: the same intent was here before, and this is its operation. */
  fresh: boolean;
}

const DATA_MAX_CHARS = 64_000;

export class Ledger {
  readonly #db: Db;
  readonly #writer: Writer;
  readonly #audit: Pick<Audit, "append">;

  constructor(deps: { db: Db; writer: Writer; audit: Pick<Audit, "append"> }) {
    this.#db = deps.db;
    this.#writer = deps.writer;
    this.#audit = deps.audit;
  }

  get epoch(): number {
    return this.#writer.epoch;
  }

  async open(intent: OperationIntent, definition?: OperationDefinition): Promise<Opened> {
    const dedup = dedupOf(intent);
    return this.#writer.transaction(async (tx) => {
      const before = await tx.operation.findUnique({ where: { dedup } });
      if (before) return { record: before, fresh: false };
      intent.guard?.();
      await refuseHeld(tx, intent.locks);
      const record = await tx.operation.create({ data: this.#rowOf(intent, dedup) });
      const { at } = await this.#append(tx, record.id, {
        n: 0,
        phase: "requested",
        kind: "intent",
        data: {},
      });
      for (const resource of new Set(intent.locks))
        await tx.resourceLock.create({
          data: { resource, operationId: record.id, epoch: this.epoch, acquiredAt: at },
        });
      const view = toView(record, false);
      await definition?.recordBegin?.(tx, view, intent.params);
      await this.#audit.append(tx, intentEntry(view, intent));
      return { record, fresh: true };
    });
  }

  /** One event and what it changes in the row. */
  note(operation: OperationView, entry: EventEntry, patch: Patch): Promise<void> {
    const { id } = operation;
    return this.#writer.transaction(async (tx) => {
      await this.#append(tx, id, entry);
      await this.#updateOpen(tx, id, patch);
      if (entry.by) await this.#audit.append(tx, cancelEntry(operation, entry.by));
    });
  }

  end(
    operation: OperationView,
    outcome: OperationOutcome,
    how: { n: number; definition: OperationDefinition | undefined },
  ): Promise<Date> {
    return this.#writer.transaction(async (tx) => {
      const entry = {
        n: how.n,
        phase: outcome.state,
        kind: "end",
        data: outcome.evidence,
      } as const;
      const last = await this.#append(tx, operation.id, entry);
      const first = await tx.operationEvent.findUniqueOrThrow({
        where: { operationId_n: { operationId: operation.id, n: 0 } },
      });
      await this.#updateOpen(tx, operation.id, {
        state: outcome.state,
        problem: outcome.problem ? JSON.stringify(outcome.problem) : null,
        endedAt: last.at,
        evidence: text(outcome.evidence),
      });
      await tx.resourceLock.deleteMany({ where: { operationId: operation.id } });
      const durationMs = elapsedMs(first, last);
      await how.definition?.recordEnd?.(tx, { operation, outcome, endedAt: last.at, durationMs });
      await this.#audit.append(tx, endEntry(operation, outcome));
      return last.at;
    });
  }

  /** Everything without an end becomes this process's to end. */
  adopt(): Promise<{ record: OperationRecord; locks: string[]; nextEvent: number }[]> {
    return this.#writer.transaction(async (tx) => {
      const open = await tx.operation.findMany({
        where: { state: { in: [...openStates] } },
        include: { locks: true, events: { orderBy: { n: "desc" }, take: 1 } },
        orderBy: { id: "asc" },
      });
      const adopted = [];
      for (const { locks, events, ...record } of open) {
        const n = (events[0]?.n ?? -1) + 1;
        const from = { state: record.state, epoch: record.epoch };
        await this.#append(tx, record.id, {
          n,
          phase: record.phase ?? "requested",
          kind: "adopted",
          data: from,
        });
        await tx.operation.update({
          where: { id: record.id },
          data: { epoch: this.epoch, attempt: { increment: 1 } },
        });
        await tx.resourceLock.updateMany({
          where: { operationId: record.id },
          data: { epoch: this.epoch },
        });
        adopted.push({ record, locks: locks.map((lock) => lock.resource), nextEvent: n + 1 });
      }
      return adopted;
    });
  }

  async read(id: string): Promise<OperationRecord | null> {
    return this.#db.operation.findUnique({ where: { id } });
  }

  /** An operation that has ended stays as it is, whatever arrives late. */
  async #updateOpen(
    tx: Tx,
    id: string,
    data: Patch & { endedAt?: Date; evidence?: string },
  ): Promise<void> {
    const where = { id, epoch: this.epoch, state: { in: [...openStates] } };
    if ((await tx.operation.updateMany({ where, data })).count !== 1) throw new FencedError();
  }

  async #append(tx: Tx, operationId: string, entry: EventEntry) {
    const { data, by: _by, ...rest } = entry;
    return tx.operationEvent.create({
      data: { operationId, ...rest, ...stamp(), data: text(data) },
    });
  }

  #rowOf(intent: OperationIntent, dedup: string) {
    const createdAt = new Date();
    return {
      id: ulid(),
      kind: intent.kind,
      dedup,
      requestedById: intent.by.id,
      requestedByName: intent.by.name,
      state: "queued" satisfies OperationState,
      epoch: this.epoch,
      hostId: intent.target.hostId,
      hostName: intent.target.hostName,
      machineUuid: intent.target.uuid,
      targetName: intent.target.name,
      destinationId: intent.destination?.hostId ?? null,
      destinationName: intent.destination?.hostName ?? null,
      params: JSON.stringify(intent.params),
      command: intent.command ?? null,
      createdAt,
      deadlineAt: intent.deadlineMs ? new Date(createdAt.getTime() + intent.deadlineMs) : null,
    };
  }
}

export const dedupOf = ({ by, intent, kind, target }: OperationIntent): string =>
  [by.id, intent, kind, target.hostId ?? "", target.uuid ?? target.name].join(":");

/** Evidence from a host may be of any size: what does not fit is named, not cut in the middle. */
function text(data: Record<string, unknown>): string {
  const whole = JSON.stringify(data);
  if (whole.length <= DATA_MAX_CHARS) return whole;
  return JSON.stringify({ tooLarge: whole.length, keys: Object.keys(data).slice(0, 50) });
}

async function refuseHeld(tx: Tx, locks: string[]): Promise<void> {
  const held = await tx.resourceLock.findFirst({
    where: { resource: { in: locks } },
    include: { operation: true },
  });
  if (!held) return;
  const { operation, resource } = held;
  throw new AppError({
    code: resource.startsWith("machine:") ? "machineBusy" : "conflict",
    params: {
      machine: operation.targetName,
      operationId: operation.id,
      operation: operation.kind,
      by: operation.requestedByName,
      phase: operation.phase ?? "requested",
      sinceMs: (operation.startedAt ?? operation.createdAt).getTime(),
    },
  });
}

export const readParams = (record: OperationRecord) => readData(record.params);

import { ulid } from "ulid";
import type { Db } from "./client";
import { untilFree } from "./until-free";

/** What may be done inside a transaction. */
export type Tx = Omit<Db, "$connect" | "$disconnect" | "$on" | "$extends" | "$transaction">;

/** A newer process holds the epoch: this one may write nothing any more. */
export class FencedError extends Error {
  constructor() {
    super("another server has taken over this database; this process may not act any more");
    this.name = "FencedError";
  }
}

const wait = { maxWait: 30_000, timeout: 15_000 };

/**
 * For a command beside the server: it queues with the server's writers by the same row, takes nothing
 * over, and so may write only what no decision of the server's own memory hangs on.
 */
export const transactionBeside = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.$transaction(async (tx) => {
    await tx.executor.updateMany({ where: { id: 1 }, data: { id: 1 } });
    return work(tx);
  }, wait);

/**
 * Every write that has to be true in order goes through here. Its first statement updates the executor
 * row under this process's epoch: that takes the write lock at once (a deferred SQLite transaction
 * would otherwise fail at its first write), queues writers on PostgreSQL, and proves that no newer
 * process has taken over.
 */
export class Writer {
  readonly #db: Db;
  readonly #instanceId = ulid();
  #epoch = 0;

  constructor(db: Db) {
    this.#db = db;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** From here on nothing that an earlier process writes can land. */
  async takeEpoch(holder: string): Promise<void> {
    const mine = { instanceId: this.#instanceId, holder, startedAt: new Date() };
    const row = await this.#db.executor.upsert({
      where: { id: 1 },
      create: { id: 1, epoch: 1, ...mine },
      update: { epoch: { increment: 1 }, ...mine },
    });
    this.#epoch = row.epoch;
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { id, epoch, instanceId } = { id: 1, epoch: this.#epoch, instanceId: this.#instanceId };
    // Locked, it is so from the first statement on: `work` has not begun, and may be tried again.
    return untilFree(() =>
      this.#db.$transaction(async (tx) => {
        const mine = { where: { id, epoch, instanceId }, data: { instanceId } };
        if ((await tx.executor.updateMany(mine)).count !== 1) throw new FencedError();
        return work(tx);
      }, wait),
    );
  }
}

import type { Logger } from "pino";
import type { Db } from "../db/client";
import { AppError, type Problem } from "../problem";
import type { SecretStore } from "../secrets/secret-store";
import { deliver, isFinal } from "./deliver";
import { type DeliveryRow, parseEvent, type WebhookRow } from "./read-webhook";
import { targetOf } from "./target";

/** 5 s, 10 s, 20 s … an hour at most: twelve tries reach over five hours. */
const ATTEMPTS_MAX = 12;
const RETRY_MOST_MS = 3_600_000;
const RETRY_FIRST_MS = 5_000;
const BATCH = 100;
/** Webhooks that are called at the same time; each of them gets one message after the other. */
const AT_ONCE_MAX = 8;

interface SenderDeps {
  db: Db;
  secrets: Pick<SecretStore, "read">;
  log: Logger;
  retryFirstMs?: number;
}

/** Empties the outbox. A receiver that is away delays its own messages and nobody else's. */
export class WebhookSender {
  readonly #deps: SenderDeps;
  readonly #stop = new AbortController();
  readonly #busy = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /** Looks at the outbox now; looks that are asked for meanwhile follow one another. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#looking = this.#looking.then(() => this.#look());
  }

  async close(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all(this.#busy.values());
  }

  async #look(): Promise<void> {
    const { db, log } = this.#deps;
    if (this.#stop.signal.aborted) return;
    try {
      // One moment for both questions, or what becomes due between them is in neither.
      const now = new Date();
      const waiting = { state: "pending", webhook: { enabled: true } };
      const due = await db.webhookDelivery.findMany({
        where: {
          ...waiting,
          dueAt: { lte: now },
          webhookId: { notIn: [...this.#busy.keys()] },
        },
        distinct: ["webhookId"],
        select: { webhookId: true },
      });
      for (const { webhookId } of due.slice(0, AT_ONCE_MAX - this.#busy.size))
        this.#begin(webhookId);
      const next = await db.webhookDelivery.findFirst({
        where: { ...waiting, dueAt: { gt: now } },
        orderBy: { dueAt: "asc" },
      });
      if (next?.dueAt) this.#wakeIn(next.dueAt.getTime() - Date.now());
    } catch (error) {
      log.warn({ err: error }, "the outbox of the webhooks is not read");
      this.#wakeIn(RETRY_FIRST_MS);
    }
  }

  #wakeIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), Math.min(Math.max(ms, 1), RETRY_MOST_MS)).unref();
  }

  #begin(webhookId: string): void {
    const work = this.#empty(webhookId)
      .catch((error: unknown) => this.#deps.log.warn({ err: error, webhookId }, "webhook not sent"))
      .finally(() => {
        this.#busy.delete(webhookId);
        this.wake();
      });
    this.#busy.set(webhookId, work);
  }

  async #empty(webhookId: string): Promise<void> {
    const { db } = this.#deps;
    const rows = await db.webhookDelivery.findMany({
      where: { webhookId, state: "pending", dueAt: { lte: new Date() } },
      orderBy: { id: "asc" },
      take: BATCH,
    });
    for (const row of rows) {
      // Read each time: it may have been switched off or removed since.
      const webhook = await db.webhook.findUnique({ where: { id: webhookId } });
      if (!webhook?.enabled || this.#stop.signal.aborted) return;
      await this.#try(webhook, row);
    }
  }

  async #try(webhook: WebhookRow, row: DeliveryRow): Promise<void> {
    const { db, secrets } = this.#deps;
    const attempts = row.attempts + 1;
    const ended = { attempts, endedAt: new Date(), dueAt: null };
    const save = (data: object) => db.webhookDelivery.updateMany({ where: { id: row.id }, data });
    try {
      const target = await targetOf(secrets, webhook);
      const { allowPrivate } = webhook;
      const options = { allowPrivate, signal: this.#stop.signal };
      const status = await deliver(target, parseEvent(row.payload), options);
      await save({ ...ended, state: "delivered", status, problem: null });
    } catch (error) {
      // Cut off by our own end: the next start tries it again.
      if (this.#stop.signal.aborted) return;
      const problem = this.#problemOf(error, webhook.id);
      const told = { status: statusOf(problem), problem: JSON.stringify(problem) };
      if (isFinal(problem) || attempts >= ATTEMPTS_MAX)
        await save({ ...ended, ...told, state: "failed" });
      else await save({ attempts, ...told, dueAt: new Date(Date.now() + this.#waitMs(attempts)) });
    }
  }

  #problemOf(error: unknown, webhookId: string): Problem {
    if (error instanceof AppError) return error.problem;
    this.#deps.log.error({ err: error, webhookId }, "webhook not sent");
    return { code: "internal" };
  }

  #waitMs(attempts: number): number {
    const first = this.#deps.retryFirstMs ?? RETRY_FIRST_MS;
    return Math.min(first * 2 ** (attempts - 1), RETRY_MOST_MS);
  }
}

/** The HTTP status that a problem tells of. */
export const statusOf = ({ params }: Problem): number | null =>
  typeof params?.status === "number" ? params.status : null;

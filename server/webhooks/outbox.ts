import { monotonicFactory } from "ulid";
import type { Db } from "../db/client";
import type { Writer } from "../db/writer";
import type { MachineTest } from "./machine-test";
import { parseEvents } from "./read-webhook";
import type { NoticedEvent, WebhookEvent } from "./types";

const DAY_MS = 24 * 3_600_000;
/** What has ended is kept as the log; longer than `catchUp` looks back, so that nothing is told twice. */
const KEEP_MS = 7 * DAY_MS;
/** Waiting deliveries of one webhook beyond which the newest are left out: its receiver is long gone. */
const WAITING_MAX = 10_000;

/** Deliveries go out in the order of their numbers; those of one millisecond too. */
const nextId = monotonicFactory();

interface OutboxDeps {
  db: Db;
  writer: Writer;
  /** Compiles a machine filter against the fleet as it is now. */
  machineTest: MachineTest;
}

/** Writes what has been noticed down for everyone who wants it; gives how many had to be left out. */
export async function enqueue(
  { db, writer, machineTest }: OutboxDeps,
  noticed: readonly NoticedEvent[],
): Promise<number> {
  const webhooks = await db.webhook.findMany({ where: { enabled: true } });
  let leftOut = 0;
  for (const webhook of webhooks) {
    const events = new Set<string>(parseEvents(webhook.events));
    const matches = machineTest(webhook.q);
    const since = webhook.activeSince.toISOString();
    const wanted = noticed.filter(
      (one) => one.at >= since && events.has(one.event) && matches(one),
    );
    if (wanted.length === 0) continue;
    await writer.transaction(async (tx) => {
      const rows = wanted.map((one) => rowOf(webhook.id, one));
      const known = await tx.webhookDelivery.findMany({
        where: { dedup: { in: rows.map(({ dedup }) => dedup) } },
        select: { dedup: true },
      });
      const seen = new Set(known.map(({ dedup }) => dedup));
      const fresh = rows.filter(({ dedup }) => !seen.has(dedup));
      const waiting = await tx.webhookDelivery.count({
        where: { webhookId: webhook.id, state: "pending" },
      });
      const fit = fresh.slice(0, Math.max(0, WAITING_MAX - waiting));
      leftOut += fresh.length - fit.length;
      await tx.webhookDelivery.createMany({ data: fit });
    });
  }
  return leftOut;
}

function rowOf(webhookId: string, { key, ...event }: NoticedEvent) {
  const id = nextId();
  const payload: WebhookEvent = { id, ...event };
  const now = new Date();
  return {
    id,
    webhookId,
    dedup: `${webhookId}:${key}`,
    event: event.event,
    payload: JSON.stringify(payload),
    state: "pending",
    dueAt: now,
    createdAt: now,
  };
}

export async function cutLog(db: Db): Promise<void> {
  const before = new Date(Date.now() - KEEP_MS);
  await db.webhookDelivery.deleteMany({ where: { endedAt: { lt: before } } });
}

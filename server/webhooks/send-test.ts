import { ulid } from "ulid";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import { deliver } from "./deliver";
import { deliveryView } from "./read-webhook";
import type { WebhookId } from "./schema";
import { statusOf } from "./sender";
import { targetOf } from "./target";
import type { DeliveryView, WebhookEvent } from "./types";

/** One try, now, whether it is switched on or not; what came of it is in its log as well. */
export async function sendTest(ctx: VerbContext, { id }: WebhookId): Promise<DeliveryView> {
  const { db, writer, secrets, audit } = ctx.runtime;
  const webhook = await db.webhook.findUnique({ where: { id } });
  if (!webhook) throw new AppError({ code: "notFound" });
  const createdAt = new Date();
  const event: WebhookEvent = { id: ulid(), event: "test", at: createdAt.toISOString() };
  const signal = AbortSignal.timeout(30_000);
  const outcome = await targetOf(secrets, webhook)
    .then((target) => deliver(target, event, { allowPrivate: webhook.allowPrivate, signal }))
    .then((status) => ({ status, problem: null }))
    .catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return { status: statusOf(error.problem), problem: error.problem };
    });
  const { status, problem } = outcome;
  return writer.transaction(async (tx) => {
    const row = await tx.webhookDelivery.create({
      data: {
        id: event.id,
        webhookId: id,
        dedup: `${id}:test:${event.id}`,
        event: event.event,
        payload: JSON.stringify(event),
        state: problem === null ? "delivered" : "failed",
        attempts: 1,
        createdAt,
        endedAt: new Date(),
        status,
        problem: problem === null ? null : JSON.stringify(problem),
      },
    });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "webhook.test",
      objects: [{ kind: "webhook", id, name: webhook.name }],
      decision: "allowed",
      outcome: row.state,
      ...(problem === null ? {} : { problem }),
    });
    return deliveryView(row);
  });
}

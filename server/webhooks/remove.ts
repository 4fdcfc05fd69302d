import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import type { WebhookId } from "./schema";
import { signingSecret, urlSecret } from "./webhook-secrets";

/** With its secrets, its log and what is still waiting. */
export async function removeWebhook(ctx: VerbContext, { id }: WebhookId): Promise<void> {
  const { writer, secrets, audit } = ctx.runtime;
  await writer.transaction(async (tx) => {
    const webhook = await tx.webhook.findUnique({ where: { id } });
    if (!webhook) throw new AppError({ code: "notFound" });
    await tx.webhook.delete({ where: { id } });
    await secrets.remove(urlSecret(id), tx);
    await secrets.remove(signingSecret(id), tx);
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "webhook.remove",
      objects: [{ kind: "webhook", id, name: webhook.name }],
      decision: "allowed",
    });
  });
}

import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import { assertAddress, assertFilter, assertNameFree, describe } from "./internal";
import type { UpdateWebhookInput } from "./schema";
import { urlSecret } from "./webhook-secrets";

/** Its kind and its secret stay; for others a new webhook is made. */
export async function updateWebhook(
  ctx: VerbContext,
  { id, url, ...input }: UpdateWebhookInput,
): Promise<void> {
  const { writer, secrets, audit, webhooks } = ctx.runtime;
  assertFilter(input.q);
  if (url !== undefined) await assertAddress(url, input.allowPrivate);
  await writer.transaction(async (tx) => {
    const before = await tx.webhook.findUnique({ where: { id } });
    if (!before) throw new AppError({ code: "notFound" });
    await assertNameFree(tx, input.name, id);
    const events = JSON.stringify(input.events);
    const wantsOther =
      events !== before.events || input.q !== before.q || input.enabled !== before.enabled;
    const after = await tx.webhook.update({
      where: { id },
      data: {
        ...input,
        events,
        ...(url === undefined ? {} : { origin: new URL(url).origin }),
        ...(wantsOther ? { activeSince: new Date() } : {}),
      },
    });
    if (url !== undefined) await secrets.write(urlSecret(id), url, tx);
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "webhook.update",
      objects: [{ kind: "webhook", id, name: after.name }],
      decision: "allowed",
      before: describe(before),
      after: { ...describe(after), ...(url === undefined ? {} : { address: "changed" }) },
    });
  });
  webhooks.wake();
}

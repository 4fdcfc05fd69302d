import { randomBytes } from "node:crypto";
import { ulid } from "ulid";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { assertAddress, assertFilter, assertNameFree, describe } from "./internal";
import { type CreateWebhookInput, takesSecret } from "./schema";
import { signingSecret, urlSecret } from "./webhook-secrets";

/** The answer is the one time that a secret made here can be read. */
export async function createWebhook(
  ctx: VerbContext,
  input: CreateWebhookInput,
): Promise<{ id: string; secret: string | null }> {
  const { writer, secrets, audit } = ctx.runtime;
  const { url, secret: given, ...row } = input;
  assertFilter(row.q);
  await assertAddress(url, row.allowPrivate);
  const id = ulid();
  const made = input.kind === "json" ? `whs_${randomBytes(32).toString("hex")}` : null;
  const secret = made ?? (takesSecret(input.kind) ? given : undefined);
  await writer.transaction(async (tx) => {
    await assertNameFree(tx, row.name);
    const now = new Date();
    const webhook = await tx.webhook.create({
      data: {
        ...row,
        id,
        origin: new URL(url).origin,
        events: JSON.stringify(row.events),
        activeSince: now,
        createdAt: now,
        createdByName: ctx.person.name,
      },
    });
    await secrets.write(urlSecret(id), url, tx);
    if (secret !== undefined) await secrets.write(signingSecret(id), secret, tx);
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "webhook.create",
      objects: [{ kind: "webhook", id, name: row.name }],
      decision: "allowed",
      after: describe(webhook),
    });
  });
  return { id, secret: made };
}

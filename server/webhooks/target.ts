import type { SecretStore } from "../secrets/secret-store";
import type { MessageTarget } from "./message";
import { kindOf, localeOf, type WebhookRow } from "./read-webhook";
import { signingSecret, urlSecret } from "./webhook-secrets";

export async function targetOf(
  secrets: Pick<SecretStore, "read">,
  webhook: WebhookRow,
): Promise<MessageTarget> {
  const url = await secrets.read(urlSecret(webhook.id));
  if (url === undefined) throw new Error(`no address is kept for the webhook ${webhook.id}`);
  const secret = await secrets.read(signingSecret(webhook.id));
  return { kind: kindOf(webhook), url, secret, locale: localeOf(webhook) };
}

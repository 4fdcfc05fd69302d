import { z } from "zod";
import { locales } from "../access/schema";

export const webhookKinds = ["json", "feishu", "wecom", "dingtalk", "slack"] as const;
export const WebhookKind = z.enum(webhookKinds);
export type WebhookKind = z.infer<typeof WebhookKind>;

export const webhookEventNames = [
  "machine.state",
  "operation.failed",
  "operation.succeeded",
  "migration.ended",
  "host.down",
  "host.up",
] as const;
export const WebhookEventName = z.enum(webhookEventNames);
export type WebhookEventName = z.infer<typeof WebhookEventName>;

/** These robots sign with a secret that their maker gave; the generic kind gets one from us. */
export const takesSecret = (kind: WebhookKind): boolean => kind === "feishu" || kind === "dingtalk";

export const WebhookName = z.string().trim().min(1).max(64);
export const WebhookUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((text) => {
    const { username, password } = new URL(text);
    return username === "" && password === "";
  }, "no user in the address");

const shared = {
  name: WebhookName,
  events: z.array(WebhookEventName).min(1).max(webhookEventNames.length),
  q: z.string().max(2_000),
  locale: z.enum(locales),
  allowPrivate: z.boolean(),
};

export const CreateWebhookInput = z.strictObject({
  ...shared,
  kind: WebhookKind,
  url: WebhookUrl,
  /** What the robot's maker shows beside its address; never for the other kinds. */
  secret: z.string().trim().min(1).max(200).optional(),
});
export type CreateWebhookInput = z.infer<typeof CreateWebhookInput>;

export const WebhookId = z.strictObject({ id: z.string().min(1).max(40) });
export type WebhookId = z.infer<typeof WebhookId>;

export const UpdateWebhookInput = z.strictObject({
  ...WebhookId.shape,
  ...shared,
  enabled: z.boolean(),
  /** Absent: as it is. */
  url: WebhookUrl.optional(),
});
export type UpdateWebhookInput = z.infer<typeof UpdateWebhookInput>;

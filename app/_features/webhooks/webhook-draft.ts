import type { Locale } from "@/server/access/schema";
import { type WebhookEventName, type WebhookKind, WebhookUrl } from "@/server/webhooks/schema";
import type { WebhookView } from "@/server/webhooks/types";

/** A webhook as it is being entered. */
export interface WebhookDraft {
  name: string;
  kind: WebhookKind;
  url: string;
  secret: string;
  events: WebhookEventName[];
  q: string;
  locale: Locale;
  allowPrivate: boolean;
  enabled: boolean;
}

export const newDraft = (locale: Locale): WebhookDraft => ({
  name: "",
  kind: "json",
  url: "",
  secret: "",
  events: ["host.down", "host.up", "operation.failed", "migration.ended"],
  q: "",
  locale,
  allowPrivate: false,
  enabled: true,
});

/** Address and secret are not known here: they stay unless entered anew. */
export const draftOf = ({
  name,
  kind,
  events,
  q,
  locale,
  allowPrivate,
  enabled,
}: WebhookView): WebhookDraft => ({
  name,
  kind,
  url: "",
  secret: "",
  events,
  q,
  locale,
  allowPrivate,
  enabled,
});

export const isUrlWrong = (url: string): boolean =>
  url.trim() !== "" && !WebhookUrl.safeParse(url.trim()).success;

/** Why it cannot be sent yet, as a key of `webhooks.form`. */
export function reasonOf(
  { name, url, events }: WebhookDraft,
  isNew: boolean,
): "nameFirst" | "urlFirst" | "urlWrong" | "eventFirst" | undefined {
  if (name.trim() === "") return "nameFirst";
  if (isNew && url.trim() === "") return "urlFirst";
  if (isUrlWrong(url)) return "urlWrong";
  return events.length === 0 ? "eventFirst" : undefined;
}

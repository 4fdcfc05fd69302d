import { createHmac } from "node:crypto";
import type { Locale } from "../access/schema";
import { eventText } from "./event-text";
import type { WebhookKind } from "./schema";
import type { WebhookEvent } from "./types";

/** What is posted, with where to. */
export interface Message {
  url: URL;
  body: string;
  headers: Record<string, string>;
}

export interface MessageTarget {
  kind: WebhookKind;
  url: string;
  secret: string | undefined;
  locale: Locale;
}

const hmac = (key: string, text: string, encoding: "hex" | "base64"): string =>
  createHmac("sha256", key).update(text).digest(encoding);

/** In the shape that the receiver of this kind understands, signed as of now. */
export function messageOf(target: MessageTarget, event: WebhookEvent, nowMs: number): Message {
  const url = new URL(target.url);
  const plain = (body: unknown): Message => ({ url, body: JSON.stringify(body), headers: {} });
  if (target.kind === "json") return signedJson(target, event, nowMs);
  const text = eventText(event, target.locale);
  switch (target.kind) {
    case "feishu":
      return plain({ ...feishuSign(target.secret, nowMs), msg_type: "text", content: { text } });
    case "dingtalk":
      dingtalkSign(url, target.secret, nowMs);
      return plain({ msgtype: "text", text: { content: text } });
    case "wecom":
      return plain({ msgtype: "text", text: { content: text } });
    case "slack":
      return plain({ text: escapeSlack(text) });
  }
}

/** `X-Flotilla-Signature: sha256=<hex HMAC of "<timestamp>.<body>">`; the timestamp is Unix seconds. */
function signedJson({ url, secret }: MessageTarget, event: WebhookEvent, nowMs: number): Message {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(nowMs / 1_000));
  const headers: Record<string, string> = {
    "x-flotilla-event": event.event,
    "x-flotilla-delivery": event.id,
    "x-flotilla-timestamp": timestamp,
  };
  if (secret)
    headers["x-flotilla-signature"] = `sha256=${hmac(secret, `${timestamp}.${body}`, "hex")}`;
  return { url: new URL(url), body, headers };
}

/** Feishu's key is the time with the secret, over nothing. */
function feishuSign(secret: string | undefined, nowMs: number) {
  if (!secret) return {};
  const timestamp = String(Math.floor(nowMs / 1_000));
  return { timestamp, sign: hmac(`${timestamp}\n${secret}`, "", "base64") };
}

/** DingTalk's signature goes into the address, over milliseconds. */
function dingtalkSign(url: URL, secret: string | undefined, nowMs: number): void {
  if (!secret) return;
  url.searchParams.set("timestamp", String(nowMs));
  url.searchParams.set("sign", hmac(secret, `${nowMs}\n${secret}`, "base64"));
}

/** Names come from hosts: none may mention a channel or make a link. */
const escapeSlack = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

import { z } from "zod";
import { locales } from "../access/schema";
import type { Db } from "../db/client";
import { readProblem } from "../operations/view";
import { WebhookEventName, WebhookKind } from "./schema";
import type { DeliveryState, DeliveryView, WebhookEvent, WebhookView } from "./types";

export type WebhookRow = Awaited<ReturnType<Db["webhook"]["findFirstOrThrow"]>>;
export type DeliveryRow = Awaited<ReturnType<Db["webhookDelivery"]["findFirstOrThrow"]>>;

const Events = z.array(WebhookEventName);
const State = z.enum(["pending", "delivered", "failed"]);

export const parseEvents = (text: string): WebhookEventName[] => Events.parse(JSON.parse(text));
export const kindOf = ({ kind }: Pick<WebhookRow, "kind">) => WebhookKind.parse(kind);
export const localeOf = ({ locale }: Pick<WebhookRow, "locale">) => z.enum(locales).parse(locale);

/** Written by this server and nobody else. */
export const parseEvent = (payload: string): WebhookEvent => JSON.parse(payload);

export function deliveryView(row: DeliveryRow): DeliveryView {
  const { machine, host, operation } = parseEvent(row.payload);
  const state: DeliveryState = State.parse(row.state);
  return {
    id: row.id,
    event: row.event,
    about: machine?.name ?? host?.name ?? operation?.name ?? null,
    state,
    attempts: row.attempts,
    createdAtMs: row.createdAt.getTime(),
    endedAtMs: row.endedAt?.getTime() ?? null,
    dueAtMs: row.dueAt?.getTime() ?? null,
    status: row.status,
    problem: readProblem(row.problem),
  };
}

export function webhookView(
  row: WebhookRow & { deliveries: DeliveryRow[]; _count: { deliveries: number } },
): WebhookView {
  const [last] = row.deliveries;
  return {
    id: row.id,
    name: row.name,
    kind: kindOf(row),
    origin: row.origin,
    events: parseEvents(row.events),
    q: row.q,
    locale: localeOf(row),
    allowPrivate: row.allowPrivate,
    enabled: row.enabled,
    createdAtMs: row.createdAt.getTime(),
    createdByName: row.createdByName,
    waiting: row._count.deliveries,
    last: last ? deliveryView(last) : null,
  };
}

import type { Locale } from "../access/schema";
import type { MachineState } from "../inventory/types";
import type { OperationKind, OperationState } from "../operations/types";
import type { Problem } from "../problem";
import type { WebhookEventName, WebhookKind } from "./schema";

/** What a receiver of the generic kind is told, as it goes over the wire. */
export interface WebhookEvent {
  /** The same for every try of one delivery. */
  id: string;
  event: WebhookEventName | "test";
  at: string;
  machine?: {
    uuid: string;
    name: string;
    hostId: string | null;
    hostName: string | null;
    state?: MachineState;
    previousState?: MachineState;
  };
  host?: { id: string; name: string; problem: Problem | null };
  operation?: {
    id: string;
    kind: OperationKind;
    state: OperationState;
    name: string;
    requestedBy: string;
    destination: string | null;
    problem: Problem | null;
  };
}

/** An event before it has a number; `key` tells it from every other, however often it is noticed. */
export type NoticedEvent = Omit<WebhookEvent, "id"> & { key: string };

export type DeliveryState = "pending" | "delivered" | "failed";

export interface DeliveryView {
  id: string;
  event: string;
  /** What it is about, by name. */
  about: string | null;
  state: DeliveryState;
  attempts: number;
  createdAtMs: number;
  endedAtMs: number | null;
  dueAtMs: number | null;
  status: number | null;
  problem: Problem | null;
}

export interface WebhookView {
  id: string;
  name: string;
  kind: WebhookKind;
  origin: string;
  events: WebhookEventName[];
  q: string;
  locale: Locale;
  allowPrivate: boolean;
  enabled: boolean;
  createdAtMs: number;
  createdByName: string;
  waiting: number;
  last: DeliveryView | null;
}

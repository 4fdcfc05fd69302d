import type { ConsoleKind } from "./schema";

/** What a ticket is bound to; spent once, within 15 s. */
export interface TicketGrant {
  sessionId: string;
  personId: string;
  hostId: string;
  uuid: string;
  kind: ConsoleKind;
  mode: "control" | "view";
  port: number | null;
}

export interface ConsoleTickets {
  issue(grant: TicketGrant): { ticket: string; expiresAtMs: number };
  /** The grant, once; undefined when unknown, spent or expired. */
  spend(ticket: string): TicketGrant | undefined;
}

import { createHash, randomBytes } from "node:crypto";
import type { Subject } from "../rights/types";
import { CONSOLE_PATH, type ConsoleKind } from "./schema";
import type { ConsoleTicket } from "./types";

/** Who shows a ticket: somebody signed in, or whoever was sent a guest link. */
export type TicketHolder =
  | { kind: "person"; sessionId: string; personId: string; name: string; subject: Subject }
  | { kind: "guest"; linkId: string; name: string; makerId: string; expiresAtMs: number };

/** One text for a holder: a session, or a link. */
export const holderIdOf = (holder: TicketHolder): string =>
  holder.kind === "person" ? holder.sessionId : `guest:${holder.linkId}`;

/** What a ticket is bound to; spent once, within 15 s. */
export interface TicketGrant {
  holder: TicketHolder;
  /** The seat before the console that it leads to. */
  seatId: string;
  hostId: string;
  uuid: string;
  kind: ConsoleKind;
  mode: "control" | "view";
  port: number | null;
  takeOver: boolean;
}

export interface ConsoleTickets {
  issue(grant: TicketGrant): ConsoleTicket;
  /** The grant, once; undefined when unknown, spent or expired. */
  spend(ticket: string): TicketGrant | undefined;
}

const LIFETIME_MS = 15_000;
const TICKET_BYTES = 32;
/** Of one holder; the oldest gives way, so that asking without using fills no memory. */
const MAX_PENDING = 64;

interface Pending {
  grant: TicketGrant;
  expiresAtMs: number;
}

/** In memory only: a restart makes every ticket void. Only hashes are kept. */
export function createConsoleTickets(now: () => number = Date.now): ConsoleTickets {
  const pending = new Map<string, Pending>();

  // Insertion order is expiry order, so the sweep ends at the first one still good.
  const sweep = (): void => {
    for (const [hash, { expiresAtMs }] of pending) {
      if (expiresAtMs > now()) return;
      pending.delete(hash);
    }
  };

  const makeRoom = (holderId: string): void => {
    const own = [...pending].filter(([, { grant }]) => holderIdOf(grant.holder) === holderId);
    const oldest = own.length >= MAX_PENDING ? own[0] : undefined;
    if (oldest) pending.delete(oldest[0]);
  };

  return {
    issue(grant) {
      sweep();
      makeRoom(holderIdOf(grant.holder));
      const ticket = randomBytes(TICKET_BYTES).toString("base64url");
      const expiresAtMs = now() + LIFETIME_MS;
      pending.set(hashOf(ticket), { grant, expiresAtMs });
      return { path: CONSOLE_PATH, ticket, expiresAtMs, seatId: grant.seatId };
    },
    spend(ticket) {
      sweep();
      const hash = hashOf(ticket);
      const found = pending.get(hash);
      pending.delete(hash);
      return found && found.expiresAtMs > now() ? found.grant : undefined;
    },
  };
}

const hashOf = (ticket: string): string => createHash("sha256").update(ticket).digest("base64");

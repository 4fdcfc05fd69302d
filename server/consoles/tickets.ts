import { createHash, randomBytes } from "node:crypto";
import type { AuditActor } from "../audit/types";
import type { ConsoleKind } from "./schema";

/** What a ticket is bound to; spent once, within 15 s. */
export interface TicketGrant {
  sessionId: string;
  personId: string;
  /** Whose session it is in the audit. */
  actor: AuditActor;
  hostId: string;
  uuid: string;
  kind: ConsoleKind;
  mode: "control" | "view";
  port: number | null;
  takeOver: boolean;
}

export interface ConsoleTickets {
  issue(grant: TicketGrant): { ticket: string; expiresAtMs: number };
  /** The grant, once; undefined when unknown, spent or expired. */
  spend(ticket: string): TicketGrant | undefined;
}

const LIFETIME_MS = 15_000;
const TICKET_BYTES = 32;
/** Of one session; the oldest gives way, so that asking without using fills no memory. */
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

  const makeRoom = (sessionId: string): void => {
    const own = [...pending].filter(([, entry]) => entry.grant.sessionId === sessionId);
    const oldest = own.length >= MAX_PENDING ? own[0] : undefined;
    if (oldest) pending.delete(oldest[0]);
  };

  return {
    issue(grant) {
      sweep();
      makeRoom(grant.sessionId);
      const ticket = randomBytes(TICKET_BYTES).toString("base64url");
      const expiresAtMs = now() + LIFETIME_MS;
      pending.set(hashOf(ticket), { grant, expiresAtMs });
      return { ticket, expiresAtMs };
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

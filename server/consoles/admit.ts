import type { IncomingMessage } from "node:http";
import { isOwnOrigin } from "../access/origin";
import type { Runtime } from "../runtime-types";
import { CONSOLE_PROTOCOL, TICKET_PROTOCOL_PREFIX } from "./schema";
import type { TicketGrant } from "./tickets";

export type Admission = { grant: TicketGrant } | { refused: 401 | 403 };

type Door = Pick<Runtime, "env" | "access" | "tickets">;

/**
 * Whether this upgrade may become a console: our own page, somebody signed in, and a ticket issued
 * to that very session. The ticket is spent by the look at it, whoever shows it.
 */
export async function admit(door: Door, request: IncomingMessage): Promise<Admission> {
  if (!isOwnOrigin(request, door.env)) return { refused: 403 };
  const ticket = ticketOf(request);
  const grant = ticket === undefined ? undefined : door.tickets.spend(ticket);
  const signedIn = await door.access.session(request.headers);
  if (!signedIn) return { refused: 401 };
  const isTheirs = grant?.sessionId === signedIn.sessionId && grant.personId === signedIn.person.id;
  return grant && isTheirs ? { grant } : { refused: 403 };
}

function ticketOf(request: IncomingMessage): string | undefined {
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((p) => p.trim());
  if (!offered.includes(CONSOLE_PROTOCOL)) return undefined;
  return offered
    .find((protocol) => protocol.startsWith(TICKET_PROTOCOL_PREFIX))
    ?.slice(TICKET_PROTOCOL_PREFIX.length);
}

import type { IncomingMessage } from "node:http";
import { isOwnOrigin } from "../access/origin";
import type { Runtime } from "../runtime-types";
import { consoleRight } from "./console-rights";
import { CONSOLE_PROTOCOL, TICKET_PROTOCOL_PREFIX } from "./schema";
import type { TicketGrant } from "./tickets";

export type Admission = { grant: TicketGrant } | { refused: 401 | 403 };

type Door = Pick<Runtime, "env" | "access" | "rights" | "consoles">;

/**
 * Whether this upgrade may become a console: our own page, a ticket, and whoever the ticket was issued
 * to (that very session, or a guest link that still stands) with the right it was issued for. The
 * ticket is spent by the look at it, whoever shows it.
 */
export async function admit(door: Door, request: IncomingMessage): Promise<Admission> {
  if (!isOwnOrigin(request, door.env)) return { refused: 403 };
  const ticket = ticketOf(request);
  const grant = ticket === undefined ? undefined : door.consoles.tickets.spend(ticket);
  const refused = grant?.holder.kind === "guest" ? null : await strangerTo(door, request, grant);
  if (refused) return { refused };
  if (!grant || !(await stands(door, grant))) return { refused: 403 };
  return { grant };
}

/** The status for somebody the ticket was not issued to. */
async function strangerTo(
  door: Door,
  request: IncomingMessage,
  grant: TicketGrant | undefined,
): Promise<401 | 403 | null> {
  const signedIn = await door.access.session(request.headers);
  if (!signedIn) return 401;
  if (grant?.holder.kind !== "person") return 403;
  const { sessionId, personId } = grant.holder;
  return sessionId === signedIn.sessionId && personId === signedIn.person.id ? null : 403;
}

/** Rights are asked again here: they may have gone since the ticket was issued. */
async function stands(door: Door, grant: TicketGrant): Promise<boolean> {
  const { holder, mode } = grant;
  if (holder.kind === "guest" && !(await door.consoles.guests.stands(holder.linkId))) return false;
  return consoleRight(door.rights, grant) === mode;
}

function ticketOf(request: IncomingMessage): string | undefined {
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((p) => p.trim());
  if (!offered.includes(CONSOLE_PROTOCOL)) return undefined;
  return offered
    .find((protocol) => protocol.startsWith(TICKET_PROTOCOL_PREFIX))
    ?.slice(TICKET_PROTOCOL_PREFIX.length);
}

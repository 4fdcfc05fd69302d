import type { Runtime } from "../runtime-types";
import { ConsoleEnd } from "./end";
import { GuestLinks } from "./guests/guest-links";
import { LiveConsoles } from "./live-consoles";
import { Rooms } from "./rooms/rooms";
import { SerialLines } from "./serial/lines";
import { Thumbnails } from "./thumbnails/thumbnails";
import { type ConsoleTickets, createConsoleTickets } from "./tickets";
import { LentPasswords } from "./viewer-file/lent-passwords";
import { Displays } from "./vnc/displays";

/** What the server holds of consoles. */
export interface Consoles {
  tickets: ConsoleTickets;
  guests: GuestLinks;
  rooms: Rooms;
  live: LiveConsoles;
  displays: Displays;
  lines: SerialLines;
  thumbnails: Thumbnails;
  lent: LentPasswords;
  /** Ends every console with the reason that the server restarts; browsers come back by themselves. */
  close(): Promise<void>;
}

export function createConsoles(
  parts: Pick<Runtime, "db" | "access" | "rights" | "fleet">,
): Consoles {
  const rooms = new Rooms();
  const live = new LiveConsoles({ access: parts.access, rights: parts.rights, rooms });
  const displays = new Displays();
  const lines = new SerialLines();
  const lent = new LentPasswords();
  return {
    tickets: createConsoleTickets(),
    guests: new GuestLinks(parts.db),
    rooms,
    live,
    displays,
    lines,
    thumbnails: new Thumbnails(),
    lent,
    async close() {
      live.endAll(new ConsoleEnd("restarting"));
      const sessionOf = (hostId: string) => parts.fleet.session(hostId);
      await Promise.all([displays.close(), lines.close(), lent.close(sessionOf)]);
    },
  };
}

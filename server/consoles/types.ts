/** A one-time ticket for one console of one machine; sent as a sub-protocol, never in a URL. */
export interface ConsoleTicket {
  path: string;
  ticket: string;
  expiresAtMs: number;
  /** The place before the console that it leads to; see `consoles.presence`. */
  seatId: string;
}

/** An expiring way in for somebody without an account; its secret is shown once and kept nowhere. */
export interface GuestLink {
  id: string;
  makerName: string;
  createdAtMs: number;
  expiresAtMs: number;
  lastUsedAtMs: number | null;
  uses: number;
}

/** What a guest is told. */
export interface GuestConsole {
  machineName: string;
  makerName: string;
  /** When the link runs out. */
  untilMs: number;
  ticket: ConsoleTicket;
}

/** A machine's screen in at most 320 pixels a side. */
export interface Thumbnail {
  /** A `data:` URL of a PNG. */
  source: string;
  width: number;
  height: number;
  takenAtMs: number;
}

/** What virt-viewer opens, and how the reader's machine gets to the display. */
export interface ViewerFile {
  text: string;
  /** `ssh -L …`; null when the display is on the server's own host. */
  tunnel: string | null;
  /** The file holds a password that is good for a minute. */
  hasPassword: boolean;
}

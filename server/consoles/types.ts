/** A one-time ticket for one console of one machine; sent as a sub-protocol, never in a URL. */
export interface ConsoleTicket {
  path: string;
  ticket: string;
  /** The VNC password, when the display asks for one; for this connection only. */
  expiresAtMs: number;
}

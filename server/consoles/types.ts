/** A one-time ticket for one console of one machine; sent as a sub-protocol, never in a URL. */
export interface ConsoleTicket {
  path: string;
  ticket: string;
  expiresAtMs: number;
}

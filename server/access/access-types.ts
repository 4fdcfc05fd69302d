import type { IncomingHttpHeaders } from "node:http";
import type { Person } from "./types";

export interface SignedIn {
  person: Person;
  sessionId: string;
}

/** Sign-in as the rest of the server sees it. */
export interface Access {
  /** The session of a request's cookie, or null. */
  session(headers: IncomingHttpHeaders): Promise<SignedIn | null>;
  /** True until the first owner exists. */
  setupNeeded(): Promise<boolean>;
}

import type { IncomingMessage } from "node:http";
import type { SignedIn } from "../access/access-types";
import type { Person } from "../access/types";
import type { Rights } from "../rights/types";
import type { Runtime } from "../runtime-types";

/** What every procedure gets. */
export interface Context {
  runtime: Runtime;
  signedIn: SignedIn | null;
  sourceIp: string;
  request: IncomingMessage;
  /** Appends a Set-Cookie to the answer; no-op on the WebSocket. */
  setCookie(cookie: string): void;
}

/** What every verb gets: somebody who is signed in, and what he may do. */
export interface VerbContext {
  runtime: Runtime;
  person: Person;
  rights: Rights;
  sessionId: string;
  sourceIp: string;
}

/** For the verbs of sign-in itself: the request, and who sits there. */
export interface SignedInContext extends Context {
  verb: VerbContext;
}

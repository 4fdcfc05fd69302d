import type { IncomingHttpHeaders } from "node:http";
import type { Subject } from "../rights/types";
import type { Auth } from "./auth";
import type { SetupCode } from "./setup-code";
import type { Throttle } from "./throttle";
import type { Person } from "./types";

export interface SignedIn {
  person: Person;
  /** Whose rights count. */
  subject: Subject;
  sessionId: string;
}

/** Sign-in as the rest of the server sees it. */
export interface Access {
  readonly auth: Auth;
  readonly throttle: Throttle;
  /** Null once an owner exists. */
  setupCode: SetupCode | null;
  /** The session of a request's cookie, or null. */
  session(headers: IncomingHttpHeaders): Promise<SignedIn | null>;
  /** True until the first owner exists. */
  setupNeeded(): Promise<boolean>;
}

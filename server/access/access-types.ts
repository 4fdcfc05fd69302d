import type { IncomingHttpHeaders } from "node:http";
import type { Tx } from "../db/writer";
import type { Subject } from "../rights/types";
import type { Auth } from "./auth";
import type { DeviceCookie } from "./device-cookie";
import type { PasskeyCeremonies } from "./passkeys/ceremonies";
import type { SessionLimits } from "./schema";
import type { SetupCode } from "./setup-code";
import type { SignInAttempts } from "./sign-in-attempts";
import type { Throttle } from "./throttle";
import type { TotpDrafts } from "./totp/drafts";
import type { Person, SignInMethod } from "./types";

export interface SignedIn {
  person: Person;
  /** Whose rights count. */
  subject: Subject;
  sessionId: string;
  /** When this person last proved who they are, in this session. */
  provedAtMs: number;
}

/** Ids of sessions that are over. */
export type SessionEnds = readonly string[];

/** Every session: opened and ended in the transaction that also writes the audit. */
export interface SessionBook {
  readonly limits: SessionLimits;
  setLimits(limits: SessionLimits): void;
  open(
    tx: Tx,
    session: {
      userId: string;
      method: SignInMethod;
      sourceIp: string;
      userAgent: string | undefined;
    },
  ): Promise<{ id: string; cookie: string }>;
  /** The same session under a new token, proved anew: what was stolen before is worth nothing. */
  renew(tx: Tx, id: string): Promise<string>;
  /** Deletes them; after the commit the caller passes the ids to `tell`. */
  end(tx: Tx, which: { userId?: string; id?: string; exceptId?: string }): Promise<SessionEnds>;
  /** Cuts what these sessions hold open. */
  tell(ends: SessionEnds): void;
  onEnd(listener: (ends: SessionEnds) => void): () => void;
  clearedCookie(): Promise<string>;
  /** The session of a request's cookie, or null; the request counts as a sign of life. */
  find(headers: IncomingHttpHeaders): Promise<SignedIn | null>;
  /** Those of the sessions that still stand. */
  standing(ids: Iterable<string>): Promise<ReadonlySet<string>>;
}

/** Sign-in as the rest of the server sees it. */
export interface Access {
  readonly auth: Auth;
  readonly throttle: Throttle;
  readonly sessions: SessionBook;
  readonly attempts: SignInAttempts;
  readonly totpDrafts: TotpDrafts;
  readonly passkeys: PasskeyCeremonies;
  readonly devices: DeviceCookie;
  /** Null once an owner exists. */
  setupCode: SetupCode | null;
  /** The session of a request's cookie, or null. */
  session(headers: IncomingHttpHeaders): Promise<SignedIn | null>;
  /** True until the first owner exists. */
  setupNeeded(): Promise<boolean>;
}

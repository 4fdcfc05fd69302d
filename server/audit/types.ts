import type { Tx } from "../db/writer";
import type { Problem } from "../problem";
import type { AuditObjectKind } from "./schema";

/** Who did it: a person or a token, or nobody known (a stranger at the door, somebody outside). */
export interface AuditActor {
  /** A person's id, `token:<id>`, `guest:<link id>`, `stranger`, `outside`, `command` or `flotilla`. */
  id: string;
  name: string;
  sessionId: string | null;
  sourceIp: string | null;
}

/** Who asked for an operation; where from is known for what came through the API. */
export type Requester = Pick<AuditActor, "id" | "name"> &
  Partial<Pick<AuditActor, "sessionId" | "sourceIp">>;

/** What it was done to, named as it was then: objects go, the audit stays. */
export interface AuditObject {
  kind: AuditObjectKind;
  id: string;
  name: string;
}

export interface AuditEntry {
  actor: AuditActor;
  /** `area.verb`, e.g. `machine.migrate`, `session.signIn`, `grant.add`: a key of the `audit` catalogue. */
  action: string;
  objects: AuditObject[];
  decision: "allowed" | "denied";
  operationId?: string;
  /** Why, in the actor's own words. */
  reason?: string;
  /** What it changed; never a secret. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** How it ended, where it has an end of its own. */
  outcome?: string;
  problem?: Problem;
}

/** Append-only. Each event's hash covers the one before it, so nothing can be changed, left out or put in between. */
export interface Audit {
  /** In the caller's transaction of the writer: what is done and its record appear together. */
  append(tx: Tx, entry: AuditEntry): Promise<void>;
  /** On its own, for what changes no row: denials, sign-ins, console sessions. */
  record(entry: AuditEntry): Promise<void>;
  /** Called after an append, which may still be rolled back: a reason to look, not a promise. */
  onAppend(listener: () => void): () => void;
}

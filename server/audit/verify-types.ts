/**
 * changed      an event is not what was written
 * broken       an event does not follow the one before it: put in, or put elsewhere
 * missing      events are gone, from this one on
 * forged       a checkpoint that this installation did not sign
 * differs      a checkpoint or witness saw another event there
 * behind       a checkpoint or witness saw later events than there are: the end was cut, or the database is an older one
 * otherKey     a witness line of this installation under another key
 */
export type AuditFindingKind =
  | "changed"
  | "broken"
  | "missing"
  | "forged"
  | "differs"
  | "behind"
  | "otherKey";

export interface AuditFinding {
  kind: AuditFindingKind;
  /** The first event concerned. */
  seq: number;
  /** The witness that says so; null = the database itself. */
  source: string | null;
}

export interface WitnessReport {
  source: string;
  lines: number;
  agreeing: number;
  /** The newest event it saw. */
  newestSeq: number | null;
  /** Why it could not be read; raw text. */
  problem: string | null;
}

export interface AuditVerdict {
  ok: boolean;
  atMs: number;
  firstSeq: number;
  lastSeq: number;
  events: number;
  checkpoints: number;
  /** Sorted by event; the first is where trust ends. */
  findings: AuditFinding[];
  witnesses: WitnessReport[];
}

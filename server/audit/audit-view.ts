import type { Problem } from "../problem";
import type { AuditComplaint } from "./query";
import type { SyslogState } from "./syslog/forwarder";
import type { AuditObject } from "./types";

/** One line of the audit, as a page shows it. */
export interface AuditEventView {
  seq: number;
  atMs: number;
  actor: { id: string; name: string };
  sourceIp: string | null;
  action: string;
  objects: AuditObject[];
  denied: boolean;
  operationId: string | null;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  outcome: string | null;
  problem: Problem | null;
  hash: string;
}

export interface AuditPage {
  items: AuditEventView[];
  /** Where to go on; null at the end. A page may be short or empty and still have one. */
  nextBefore: number | null;
  complaints: AuditComplaint[];
}

/** What stands behind the audit: its last checkpoint, who keeps it, where it is sent. */
export interface AuditStanding {
  checkpoint: { seq: number; hash: string; atMs: number } | null;
  witnesses: {
    hostId: string;
    hostName: string;
    seq: number | null;
    atMs: number | null;
    triedAtMs: number;
    problem: string | null;
  }[];
  syslog: SyslogState | null;
}

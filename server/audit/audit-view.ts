import type { Problem } from "../problem";
import type { AuditObject } from "./types";

/** One line of the audit, as it is shown. */
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

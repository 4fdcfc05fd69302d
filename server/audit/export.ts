import { byteOrderMark, csvLine } from "../csv/cell";
import type { Db } from "../db/client";
import type { AuditEventView } from "./audit-view";
import { readAuditQuery } from "./query";
import type { AuditExportInput } from "./schema";
import { searchAudit } from "./search";
import { toAuditView } from "./view";

const BATCH = 500;

/** Everything a query finds, newest first, in pieces of text: memory holds one batch at a time. */
export async function* exportAudit(db: Db, input: AuditExportInput): AsyncGenerator<string> {
  const { where } = readAuditQuery(input.q);
  yield input.format === "csv" ? byteOrderMark + csvLine(columns) : "[\n";
  let before: number | null | undefined;
  let first = true;
  while (before !== null) {
    const found = await searchAudit(db, where, { before, limit: BATCH });
    before = found.nextBefore;
    const events = found.rows.map(toAuditView);
    if (events.length === 0) continue;
    if (input.format === "csv") yield events.map(csvOf).join("");
    else yield (first ? "" : ",\n") + events.map((event) => JSON.stringify(event)).join(",\n");
    first = false;
  }
  if (input.format === "json") yield "\n]\n";
}

const columns = [
  "seq",
  "at",
  "actor",
  "actorId",
  "address",
  "action",
  "objects",
  "decision",
  "operation",
  "reason",
  "outcome",
  "problem",
  "before",
  "after",
  "hash",
];

function csvOf(event: AuditEventView): string {
  const json = (value: object | null) => (value === null ? null : JSON.stringify(value));
  return csvLine([
    event.seq,
    new Date(event.atMs).toISOString(),
    event.actor.name,
    event.actor.id,
    event.sourceIp,
    event.action,
    event.objects.map(({ kind, name }) => `${kind} ${name}`).join("; "),
    event.denied ? "denied" : "allowed",
    event.operationId,
    event.reason,
    event.outcome,
    event.problem?.code ?? null,
    json(event.before),
    json(event.after),
    event.hash,
  ]);
}

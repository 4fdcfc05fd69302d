import type { VerbContext } from "../api/context";
import { maySee } from "../operations/may";
import type { OperationView } from "../operations/types";
import { toView } from "../operations/view";
import { fleetObject } from "../rights/schema";
import type { AuditEventView } from "./audit-view";
import type { TimelineInput } from "./schema";
import { toAuditView } from "./view";

export type TimelineItem =
  | { kind: "operation"; atMs: number; operation: OperationView }
  | { kind: "event"; atMs: number; event: AuditEventView };

export interface TimelinePage {
  items: TimelineItem[];
  nextBeforeMs: number | null;
}

/** What who may see the machine may know of its past: who opened its console, what was done outside. */
const open = {
  OR: [{ action: { startsWith: "outside." } }, { action: { startsWith: "console." } }],
};

/** All that happened to a machine, newest first: operations and what the audit has beside them. */
export async function machineTimeline(
  ctx: VerbContext,
  { machine, beforeMs, limit }: TimelineInput,
): Promise<TimelinePage> {
  const { db, operations } = ctx.runtime;
  const before = beforeMs === undefined ? {} : { lt: new Date(beforeMs) };
  const mayAudit = ctx.rights.can("audit.view", fleetObject);
  const [rows, events] = await Promise.all([
    db.operation.findMany({
      where: { machineUuid: machine.uuid, createdAt: before },
      orderBy: { createdAt: "desc" },
      take: limit + 1,
    }),
    db.auditEvent.findMany({
      where: {
        machineUuid: machine.uuid,
        operationId: null,
        at: before,
        ...(mayAudit ? {} : { AND: open }),
      },
      orderBy: { at: "desc" },
      take: limit + 1,
    }),
  ]);
  const work = rows
    .map((row) => operations.open(row.id) ?? toView(row, false))
    .filter((operation) => maySee(ctx.rights, operation))
    .map(
      (operation): TimelineItem => ({ kind: "operation", atMs: operation.createdAtMs, operation }),
    );
  const told = events.map(toAuditView).map(
    (event): TimelineItem => ({
      kind: "event",
      atMs: event.atMs,
      // Where a colleague sits is for auditors.
      event: mayAudit ? event : { ...event, sourceIp: null },
    }),
  );
  const all = [...work, ...told].sort((a, b) => b.atMs - a.atMs);
  const items = all.slice(0, limit);
  return { items, nextBeforeMs: all.length > limit ? (items.at(-1)?.atMs ?? null) : null };
}

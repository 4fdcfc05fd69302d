import type { VerbContext } from "../api/context";
import { filterRecords } from "../filter/records";
import type { FilterComplaint, FilterFields } from "../filter/terms";
import type { AuditEventView } from "./audit-view";
import type { AuditListInput } from "./schema";
import { toAuditView } from "./view";

const fields = {
  actor: { kind: "text", values: [] },
  action: { kind: "text", values: [] },
  object: { kind: "text", values: [] },
  ip: { kind: "text", values: [] },
  operation: { kind: "text", values: [] },
  reason: { kind: "text", values: [] },
  decision: { kind: "choice", values: ["allowed", "denied"] },
} as const satisfies FilterFields<string>;

const PART = 500;
const LOOKED_AT_MAX = 10_000;

export interface AuditPage {
  items: AuditEventView[];
  /** Where to go on; null at the end. A page may be short or empty and still have one. */
  nextBefore: number | null;
  complaints: FilterComplaint[];
}

/** Newest first. */
export async function listAudit(ctx: VerbContext, input: AuditListInput): Promise<AuditPage> {
  const { matches, complaints } = filterRecords(input.q, fields, readEvent);
  const items: AuditEventView[] = [];
  let before = input.before ?? Number.MAX_SAFE_INTEGER;
  for (let lookedAt = 0; lookedAt < LOOKED_AT_MAX; lookedAt += PART) {
    const rows = await ctx.runtime.db.auditEvent.findMany({
      where: { seq: { lt: before } },
      orderBy: { seq: "desc" },
      take: PART,
    });
    for (const event of rows.map(toAuditView)) {
      if (!matches(event)) continue;
      if (items.length === input.limit)
        return { items, nextBefore: items.at(-1)?.seq ?? null, complaints };
      items.push(event);
    }
    const last = rows.at(-1)?.seq;
    if (rows.length < PART || last === undefined) return { items, nextBefore: null, complaints };
    before = last;
  }
  return { items, nextBefore: before, complaints };
}

function readEvent(event: AuditEventView, key: keyof typeof fields | null) {
  const objects = event.objects.flatMap(({ id, name }) => [id, name]);
  switch (key) {
    case "actor":
      return [event.actor.id, event.actor.name];
    case "action":
      return event.action;
    case "object":
      return objects;
    case "ip":
      return event.sourceIp;
    case "operation":
      return event.operationId;
    case "reason":
      return event.reason;
    case "decision":
      return event.denied ? "denied" : "allowed";
    case null:
      return [event.actor.name, event.action, ...objects];
  }
}

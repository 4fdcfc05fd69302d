import type { Db } from "../db/client";
import type { readAuditQuery } from "./query";
import type { AuditEventRow } from "./view";

/** Events looked at in one statement: a rare word must not stop the server for a whole table. */
const WINDOW = 10_000;
const WINDOWS_MAX = 10;

type Where = ReturnType<typeof readAuditQuery>["where"];

export interface Found {
  rows: AuditEventRow[];
  /** Where to go on; null at the end. */
  nextBefore: number | null;
}

/** Newest first, by windows of bounded size; what a window does not hold is looked for in the next call. */
export async function searchAudit(
  db: Db,
  where: Where,
  page: { before?: number | undefined; limit: number },
): Promise<Found> {
  const newest = await db.auditEvent.findFirst({ orderBy: { seq: "desc" }, select: { seq: true } });
  const oldest = await db.auditEvent.findFirst({ orderBy: { seq: "asc" }, select: { seq: true } });
  if (!newest || !oldest) return { rows: [], nextBefore: null };
  const rows: AuditEventRow[] = [];
  let before = Math.min(page.before ?? Number.MAX_SAFE_INTEGER, newest.seq + 1);
  for (let n = 0; n < WINDOWS_MAX && before > oldest.seq; n++) {
    const floor = before - WINDOW;
    const found = await db.auditEvent.findMany({
      where: { AND: [{ seq: { lt: before, gte: floor } }, where] },
      orderBy: { seq: "desc" },
      take: page.limit - rows.length,
    });
    rows.push(...found);
    before = rows.length === page.limit ? (rows.at(-1)?.seq ?? floor) : floor;
    if (rows.length === page.limit) break;
  }
  return { rows, nextBefore: before > oldest.seq ? before : null };
}

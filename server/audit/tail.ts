import { setTimeout as delay } from "node:timers/promises";
import type { VerbContext } from "../api/context";
import type { AuditEventView } from "./audit-view";
import { readAuditQuery } from "./query";
import { toAuditView } from "./view";

const CALM_MS = 250;
const BATCH = 100;

/** Events as they come. In a storm the newest hundred of each quarter of a second; the list has them all. */
export async function* tailAudit(
  ctx: VerbContext,
  q: string,
  signal: AbortSignal,
): AsyncGenerator<AuditEventView[]> {
  const { db, audit } = ctx.runtime;
  const { where } = readAuditQuery(q);
  let wake = () => {};
  let news = false;
  const stop = audit.onAppend(() => {
    news = true;
    wake();
  });
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort);
  try {
    const last = await db.auditEvent.findFirst({ orderBy: { seq: "desc" }, select: { seq: true } });
    let seen = last?.seq ?? 0;
    yield [];
    while (!signal.aborted) {
      if (!news)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      // An append is told before its transaction ends: by then it has.
      await delay(CALM_MS, undefined, { signal, ref: false }).catch(() => undefined);
      news = false;
      const rows = await db.auditEvent.findMany({
        where: { AND: [{ seq: { gt: seen } }, where] },
        orderBy: { seq: "desc" },
        take: BATCH,
      });
      seen = Math.max(seen, rows[0]?.seq ?? 0);
      if (rows.length > 0 && !signal.aborted) yield rows.map(toAuditView);
    }
  } finally {
    stop();
    signal.removeEventListener("abort", onAbort);
  }
}

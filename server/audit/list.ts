import type { VerbContext } from "../api/context";
import type { AuditPage } from "./audit-view";
import { readAuditQuery } from "./query";
import type { AuditListInput } from "./schema";
import { searchAudit } from "./search";
import { toAuditView } from "./view";

export async function listAudit(ctx: VerbContext, input: AuditListInput): Promise<AuditPage> {
  const { where, complaints } = readAuditQuery(input.q);
  const { rows, nextBefore } = await searchAudit(ctx.runtime.db, where, input);
  return { items: rows.map(toAuditView), nextBefore, complaints };
}

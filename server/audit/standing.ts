import type { VerbContext } from "../api/context";
import type { AuditStanding } from "./audit-view";

export async function auditStanding(ctx: VerbContext): Promise<AuditStanding> {
  const { db, auditSettings, syslog } = ctx.runtime;
  const [last, witnesses] = await Promise.all([
    db.auditCheckpoint.findFirst({ orderBy: { seq: "desc" } }),
    db.auditWitness.findMany({ orderBy: { hostName: "asc" } }),
  ]);
  return {
    checkpoint: last && { seq: last.seq, hash: last.hash, atMs: last.at.getTime() },
    witnesses: witnesses.map(({ hostId, hostName, seq, at, triedAt, problem }) => ({
      hostId,
      hostName,
      seq,
      atMs: at?.getTime() ?? null,
      triedAtMs: triedAt.getTime(),
      problem,
    })),
    syslog: auditSettings.current.syslog ? syslog.state : null,
  };
}

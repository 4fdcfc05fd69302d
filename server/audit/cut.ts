import type { Writer } from "../db/writer";
import type { AppendOnly } from "./append-only";
import { signCheckpoint } from "./checkpoint";
import type { SigningKey } from "./signing-key";
import type { Audit, AuditActor } from "./types";

interface CutDeps {
  writer: Writer;
  audit: Audit;
  key: SigningKey;
  appendOnly: AppendOnly;
}

const flotilla: AuditActor = { id: "flotilla", name: "flotilla", sessionId: null, sourceIp: null };

/**
 * Takes away events older than `before`. A signed record of what went, its number and its last hash,
 * becomes part of the chain in the same transaction, so that what is left can still be verified.
 */
export function cutAudit(
  { writer, audit, key, appendOnly }: CutDeps,
  before: Date,
): Promise<number> {
  return writer.transaction(async (tx) => {
    const kept = await tx.auditEvent.findFirst({
      where: { at: { gte: before } },
      orderBy: { seq: "asc" },
      select: { seq: true },
    });
    const last = await tx.auditEvent.findFirst({
      where: kept ? { seq: { lt: kept.seq } } : {},
      orderBy: { seq: "desc" },
      select: { seq: true, hash: true },
    });
    if (!last) return 0;
    const where = { seq: { lte: last.seq } };
    const count = await tx.auditEvent.count({ where });
    const at = new Date();
    const signed = signCheckpoint(key, { seq: last.seq, hash: last.hash, count, at });
    const { seq: upTo, ...cut } = signed;
    await audit.append(tx, {
      actor: flotilla,
      action: "audit.cut",
      objects: [],
      decision: "allowed",
      after: { upTo, ...cut, at: at.toISOString() },
    });
    for (const statement of appendOnly.lift) await tx.$executeRawUnsafe(statement);
    await tx.auditEvent.deleteMany({ where });
    for (const statement of appendOnly.restore) await tx.$executeRawUnsafe(statement);
    await tx.auditCheckpoint.deleteMany({ where: { seq: { lt: last.seq } } });
    return count;
  });
}

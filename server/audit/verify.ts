import type { Db } from "../db/client";
import { type Checkpoint, isGenuine, type WitnessLine } from "./checkpoint";
import type { SigningKey } from "./signing-key";
import { type ChainWalk, walkChain } from "./verify-chain";
import type { AuditFinding, AuditVerdict, WitnessReport } from "./verify-types";

/** What one witness has: a host's journal, or a file of lines. */
export interface Witness {
  source: string;
  lines: WitnessLine[];
  problem: string | null;
}

/** Whether the audit is what was written: by its own hashes, its checkpoints, and what others saw of it. */
export async function verifyAudit(
  db: Db,
  key: SigningKey,
  witnesses: readonly Witness[],
): Promise<AuditVerdict> {
  const checkpoints = await db.auditCheckpoint.findMany({ orderBy: { seq: "asc" } });
  const own = witnesses.map(({ lines, ...witness }) => ({
    ...witness,
    lines: lines.filter(({ installation }) => installation === key.installation),
    strangers: lines.filter(({ installation }) => installation !== key.installation),
  }));
  const wanted = new Set([
    ...checkpoints.map(({ seq }) => seq),
    ...own.flatMap(({ lines }) => lines.map(({ seq }) => seq)),
  ]);
  const walk = await walkChain(db, key, wanted);
  const findings = [...walk.findings];
  for (const checkpoint of checkpoints)
    findings.push(...judge(walk, key, { checkpoint, source: null }));
  const reports = own.map(({ source, lines, strangers, problem }): WitnessReport => {
    const wrong = lines.flatMap((checkpoint) => judge(walk, key, { checkpoint, source }));
    // Only others' lines where ours were written: the installation itself was exchanged.
    if (lines.length === 0 && strangers[0] && walk.events > 0)
      wrong.push({ kind: "otherKey", seq: strangers[0].seq, source });
    findings.push(...firstOfEachKind(wrong));
    return {
      source,
      lines: lines.length,
      agreeing: lines.length - new Set(wrong.map(({ seq }) => seq)).size,
      newestSeq: lines.reduce<number | null>((most, { seq }) => Math.max(most ?? 0, seq), null),
      problem,
    };
  });
  findings.sort((a, b) => a.seq - b.seq);
  const { firstSeq, lastSeq, events } = walk;
  return {
    ok: findings.length === 0,
    atMs: Date.now(),
    firstSeq,
    lastSeq,
    events,
    checkpoints: checkpoints.length,
    findings: findings.slice(0, 50),
    witnesses: reports,
  };
}

function judge(
  walk: ChainWalk,
  key: SigningKey,
  { checkpoint, source }: { checkpoint: Checkpoint; source: string | null },
): AuditFinding[] {
  const { seq, keyId, hash } = checkpoint;
  if (!isGenuine(key, checkpoint)) {
    // In a journal anybody on the host can write: a bad signature under our key proves nothing.
    if (source !== null && keyId === key.keyId) return [];
    return [{ kind: source === null ? "forged" : "otherKey", seq, source }];
  }
  if (seq > walk.lastSeq) return [{ kind: "behind", seq: walk.lastSeq + 1, source }];
  if (seq < walk.firstSeq) return [];
  return walk.hashAt.get(seq) === hash ? [] : [{ kind: "differs", seq, source }];
}

/** Of a witness that disagrees for a thousand checkpoints, the earliest of each kind is enough. */
function firstOfEachKind(findings: readonly AuditFinding[]): AuditFinding[] {
  const first = new Map<string, AuditFinding>();
  for (const finding of [...findings].sort((a, b) => a.seq - b.seq))
    if (!first.has(finding.kind)) first.set(finding.kind, finding);
  return [...first.values()];
}

import { z } from "zod";
import type { Db } from "../db/client";
import { machineIn } from "./audit-log";
import { genesis, hashOf } from "./chain";
import { isGenuine } from "./checkpoint";
import type { SigningKey } from "./signing-key";
import type { AuditFinding } from "./verify-types";
import { readJson } from "./view";

const BATCH = 1_000;
const FINDINGS_MAX = 20;

/** What a walk over the whole chain found; `hashAt` holds what the witnesses are compared with. */
export interface ChainWalk {
  firstSeq: number;
  lastSeq: number;
  events: number;
  findings: AuditFinding[];
  hashAt: Map<number, string>;
}

type Row = NonNullable<Awaited<ReturnType<Db["auditEvent"]["findFirst"]>>>;

/** Recomputes every hash, from the first event there is to the last, in bounded memory. */
export async function walkChain(
  db: Db,
  key: SigningKey,
  wanted: ReadonlySet<number>,
): Promise<ChainWalk> {
  const walk: ChainWalk = { firstSeq: 0, lastSeq: 0, events: 0, findings: [], hashAt: new Map() };
  const complain = (kind: AuditFinding["kind"], seq: number) => {
    if (walk.findings.length < FINDINGS_MAX) walk.findings.push({ kind, seq, source: null });
  };
  const cuts = new Map<number, string>();
  let openStart: Row | undefined;
  let previousHash = genesis;
  for (;;) {
    const rows = await db.auditEvent.findMany({
      where: { seq: { gt: walk.lastSeq } },
      orderBy: { seq: "asc" },
      take: BATCH,
    });
    if (rows.length === 0) break;
    for (const row of rows) {
      if (walk.events === 0) {
        walk.firstSeq = row.seq;
        if (row.seq !== 1) openStart = row;
      } else if (row.seq !== walk.lastSeq + 1) complain("missing", walk.lastSeq + 1);
      else if (row.previousHash !== previousHash) complain("broken", row.seq);
      if (walk.events === 0 && row.seq === 1 && row.previousHash !== genesis)
        complain("broken", row.seq);
      if (hashOf(row, row.previousHash) !== row.hash || !isFiledRight(row))
        complain("changed", row.seq);
      if (row.action === "audit.cut") noteCut(cuts, key, row);
      if (wanted.has(row.seq)) walk.hashAt.set(row.seq, row.hash);
      previousHash = row.hash;
      walk.lastSeq = row.seq;
      walk.events++;
    }
  }
  if (openStart && cuts.get(openStart.seq - 1) !== openStart.previousHash)
    complain("missing", openStart.seq - 1);
  walk.findings.sort((a, b) => a.seq - b.seq);
  return walk;
}

/** The one derived column: an event must not disappear from a machine's timeline either. */
function isFiledRight(row: Row): boolean {
  // Whatever kinds of objects there are in another version.
  const objects = Objects.safeParse(readJson(row.objects)).data ?? [];
  return row.machineUuid === machineIn(objects);
}

const Objects = z.array(z.object({ kind: z.string(), id: z.string() }));

const Cut = z.object({
  after: z.object({
    upTo: z.number(),
    hash: z.string(),
    count: z.number(),
    at: z.coerce.date(),
    keyId: z.string(),
    signature: z.string(),
  }),
});

/** What was cut by the rules is told by a signed record that is itself part of the chain. */
function noteCut(cuts: Map<number, string>, key: SigningKey, row: Row): void {
  const read = Cut.safeParse(readJson(row.data));
  if (!read.success) return;
  const { upTo: seq, ...cut } = read.data.after;
  if (isGenuine(key, { seq, ...cut })) cuts.set(seq, cut.hash);
}

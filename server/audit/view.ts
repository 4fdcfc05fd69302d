import { z } from "zod";
import type { Db } from "../db/client";
import { type Problem, problemCodes } from "../problem";
import type { AuditEventView } from "./audit-view";
import { auditObjectKinds } from "./schema";

export type AuditEventRow = NonNullable<Awaited<ReturnType<Db["auditEvent"]["findFirst"]>>>;

const Objects = z.array(
  z.object({ kind: z.enum(auditObjectKinds), id: z.string(), name: z.string() }),
);
const Fields = z.record(z.string(), z.unknown());
const Data = z.object({
  before: Fields.optional(),
  after: Fields.optional(),
  outcome: z.string().optional(),
  problem: z
    .object({
      code: z.enum(problemCodes),
      params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      detail: z.string().optional(),
    })
    .optional(),
});

/** An event that was tampered with, or comes from a newer version, is shown as far as it can be read. */
export function toAuditView(row: AuditEventRow): AuditEventView {
  const data = Data.catch({}).parse(readJson(row.data));
  return {
    seq: row.seq,
    atMs: row.at.getTime(),
    actor: { id: row.actorId, name: row.actorName },
    sourceIp: row.sourceIp,
    action: row.action,
    objects: Objects.catch([]).parse(readJson(row.objects)),
    denied: row.decision === "denied",
    operationId: row.operationId,
    reason: row.reason,
    before: data.before ?? null,
    after: data.after ?? null,
    outcome: data.outcome ?? null,
    problem: data.problem ? toProblem(data.problem) : null,
    hash: row.hash,
  };
}

function toProblem({
  code,
  params,
  detail,
}: NonNullable<z.infer<typeof Data>["problem"]>): Problem {
  return { code, ...(params ? { params } : {}), ...(detail === undefined ? {} : { detail }) };
}

/** What an insider has left of it may be no JSON any more: undefined. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

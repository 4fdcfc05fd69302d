import { z } from "zod";
import type { Db } from "../db/client";
import { type Problem, problemCodes } from "../problem";
import type { AuditEventView } from "./audit-view";
import type { AuditObject } from "./types";

export type AuditEventRow = NonNullable<Awaited<ReturnType<Db["auditEvent"]["findFirst"]>>>;

const Objects: z.ZodType<AuditObject[]> = z.array(
  z.object({
    kind: z.enum([
      "machine",
      "host",
      "person",
      "group",
      "role",
      "grant",
      "project",
      "token",
      "operation",
      "session",
      "setting",
    ]),
    id: z.string(),
    name: z.string(),
  }),
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
  const data = Data.catch({}).parse(read(row.data));
  return {
    seq: row.seq,
    atMs: row.at.getTime(),
    actor: { id: row.actorId, name: row.actorName },
    sourceIp: row.sourceIp,
    action: row.action,
    objects: Objects.catch([]).parse(read(row.objects)),
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

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

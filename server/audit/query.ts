import type { Db } from "../db/client";
import { type FilterOp, type FilterToken, readToken, splitTokens } from "../filter/grammar";

/** What in a query was not understood; the rest of it holds all the same. */
export interface AuditComplaint {
  kind: "unknownKey" | "badValue" | "badOp" | "emptyValue";
  text: string;
  key: string;
  value: string;
}

type Where = NonNullable<NonNullable<Parameters<Db["auditEvent"]["findMany"]>[0]>["where"]>;

interface AuditField {
  ops: readonly FilterOp[];
  /** undefined = not a value of this key. */
  test(value: string, op: FilterOp, nowMs: number): Where | undefined;
}

const textOps = [":", "="] as const;

const column = (
  name: "actorName" | "actorId" | "action" | "sourceIp" | "operationId" | "reason",
): AuditField => ({
  ops: textOps,
  test: (value, op) => ({ [name]: op === "=" ? value : containing(value) }),
});

/** A backslash is LIKE's escape in one database and a letter in the other: any one letter will do for it. */
const containing = (text: string) => ({ contains: text.replaceAll("\\", "_") });

/** Objects and data are JSON text: what is looked for is written as JSON writes it. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const object = (kind: string | null): AuditField => ({
  ops: textOps,
  test(value, op) {
    const text = inJson(value);
    const opening = kind === null ? "" : `{"kind":"${kind}",`;
    if (op === "=" || kind === null)
      return {
        OR: [
          { objects: containing(`${opening}"id":"${op === "=" ? `${text}"` : text}`) },
          { objects: containing(op === "=" ? `"name":"${text}"` : text) },
        ],
      };
    return {
      AND: [{ objects: containing(`"kind":"${kind}"`) }, { objects: containing(text) }],
    };
  },
});

const fields: Record<string, AuditField> = {
  actor: {
    ops: textOps,
    test: (value, op) =>
      op === "="
        ? { OR: [{ actorName: value }, { actorId: value }] }
        : { OR: [{ actorName: containing(value) }, { actorId: containing(value) }] },
  },
  action: column("action"),
  object: object(null),
  machine: object("machine"),
  host: object("host"),
  person: object("person"),
  ip: column("sourceIp"),
  operation: column("operationId"),
  reason: column("reason"),
  decision: {
    ops: textOps,
    test: (value) => (value === "allowed" || value === "denied" ? { decision: value } : undefined),
  },
  outcome: {
    ops: textOps,
    test: (value) => ({ data: containing(`"outcome":"${inJson(value)}`) }),
  },
  is: {
    ops: [":"],
    test(value) {
      if (value === "outside") return { actorId: "outside" };
      return value === "denied" ? { decision: "denied" } : undefined;
    },
  },
  since: { ops: textOps, test: (value, _op, nowMs) => when(value, nowMs, (at) => ({ gte: at })) },
  until: { ops: textOps, test: (value, _op, nowMs) => when(value, nowMs, (at) => ({ lt: at })) },
  seq: {
    ops: [":", "=", ">", ">=", "<", "<="],
    test(value, op) {
      const seq = /^\d{1,9}$/.test(value) ? Number(value) : undefined;
      if (seq === undefined) return undefined;
      const words = {
        ":": "equals",
        "=": "equals",
        ">": "gt",
        ">=": "gte",
        "<": "lt",
        "<=": "lte",
      };
      return { seq: { [words[op]]: seq } };
    },
  },
};

const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `2h`, `7d` back from now, a day, or a moment as ISO 8601. */
function when(
  value: string,
  nowMs: number,
  range: (at: Date) => { gte: Date } | { lt: Date },
): Where | undefined {
  const [, count, unit = ""] = /^(\d{1,4})([mhdw])$/.exec(value) ?? [];
  if (count !== undefined)
    return { at: range(new Date(nowMs - Number(count) * (UNIT_MS[unit] ?? 0))) };
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+Z?)?$/i.test(value)) return undefined;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? undefined : { at: range(at) };
}

/** `actor:ada -action:session. host:kvm1 decision:denied since:7d`; bare words look at names, actions and reasons. */
export function readAuditQuery(
  text: string,
  nowMs = Date.now(),
): { where: Where; complaints: AuditComplaint[] } {
  const and: Where[] = [];
  const complaints: AuditComplaint[] = [];
  for (const token of splitTokens(text).slice(0, 20).map(readToken)) {
    const read = readTerm(token, nowMs);
    if ("kind" in read) complaints.push(read);
    else and.push(token.negated ? { NOT: read.where } : read.where);
  }
  return { where: and.length > 0 ? { AND: and } : {}, complaints };
}

function readTerm(token: FilterToken, nowMs: number): { where: Where } | AuditComplaint {
  const { key, op, values, text } = token;
  const complain = (kind: AuditComplaint["kind"], value = ""): AuditComplaint => ({
    kind,
    text,
    key: key ?? "",
    value,
  });
  if (key === null) return { where: { OR: values.flatMap(anywhere) } };
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (!field) return complain("unknownKey");
  if (values.length === 0) return complain("emptyValue");
  if (!field.ops.includes(op)) return complain("badOp", op);
  const tests: Where[] = [];
  for (const value of values) {
    const test = field.test(value, op, nowMs);
    if (!test) return complain("badValue", value);
    tests.push(test);
  }
  return { where: { OR: tests } };
}

const anywhere = (word: string): Where[] => [
  { actorName: containing(word) },
  { action: containing(word) },
  { objects: containing(inJson(word)) },
  { reason: containing(word) },
];

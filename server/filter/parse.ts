import { nearestKey } from "./nearest-key";
import { parseQuantity } from "./quantity";
import {
  type FilterComplaint,
  type FilterFields,
  type FilterKey,
  type FilterOp,
  type FilterTerm,
  filterKeys,
  isKeyOf,
  type ParsedFilter,
} from "./terms";

const MAX_LENGTH = 2_000;

/** A query on machines. */
export const parseFilter = (text: string): ParsedFilter<FilterKey> => parseTerms(text, filterKeys);

/** Reads a query; never throws. What cannot be understood becomes a complaint, not a term. */
export function parseTerms<K extends string>(
  text: string,
  fields: FilterFields<K>,
): ParsedFilter<K> {
  const terms: FilterTerm<K>[] = [];
  const complaints: FilterComplaint[] = [];
  for (const token of splitTokens(text.slice(0, MAX_LENGTH))) {
    const read = readTerm(token, fields);
    if ("kind" in read) complaints.push(read);
    else if (read.values.length > 0) terms.push(read);
  }
  return { terms, complaints };
}

/** Cuts at spaces outside quotes; quotes stay in the token. */
export function splitTokens(text: string): string[] {
  return text.match(/(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/g) ?? [];
}

function readTerm<K extends string>(
  token: string,
  fields: FilterFields<K>,
): FilterTerm<K> | FilterComplaint {
  const negated = token.length > 1 && token.startsWith("-");
  const body = negated ? token.slice(1) : token;
  const match = /^([\p{L}_]+)(:|>=|<=|=|>|<)(.*)$/su.exec(body);
  if (!match) return { negated, key: null, op: ":", values: readValues(body) };
  const [, key = "", opText = "", rest = ""] = match;
  const op = opOf(opText);
  const complain = (
    kind: FilterComplaint["kind"],
    more: { value?: string; suggestion?: string | null } = {},
  ): FilterComplaint => ({ kind, text: token, key, value: "", suggestion: null, ...more });
  const lower = key.toLowerCase();
  if (!isKeyOf(fields, lower))
    return complain("unknownKey", { suggestion: nearestKey(lower, fields) });
  const field = fields[lower];
  const values = readValues(rest);
  if (values.length === 0) return complain("emptyValue");
  const bad = values.find((value) => !isValueOf(field, value));
  if (bad !== undefined) return complain("badValue", { value: bad });
  if (!opFits(field, op)) return complain("badOp", { value: op });
  return { negated, key: lower, op, values: normalise(field, values) };
}

function opOf(text: string): FilterOp {
  switch (text) {
    case "=":
    case ">":
    case "<":
    case ">=":
    case "<=":
      return text;
    default:
      return ":";
  }
}

function readValues(text: string): string[] {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"?|[^,"])+/g) ?? [];
  return parts.map(unquote).filter((part) => part !== "");
}

function unquote(part: string): string {
  return part.replace(/"((?:[^"\\]|\\.)*)"?/g, (_, inner: string) => inner.replace(/\\(.)/g, "$1"));
}

type Field = FilterFields<string>[string];

function isValueOf({ kind, values }: Field, value: string): boolean {
  if (kind === "text") return true;
  if (kind === "choice") return values.includes(value.toLowerCase());
  return parseQuantity(kind, value) !== undefined;
}

function opFits({ kind }: Field, op: FilterOp): boolean {
  return op === ":" || op === "=" || (kind !== "text" && kind !== "choice");
}

function normalise({ kind }: Field, values: string[]): string[] {
  return kind === "choice" ? values.map((value) => value.toLowerCase()) : values;
}

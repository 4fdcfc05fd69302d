import { nearestKey } from "./nearest-key";
import { parseQuantity } from "./quantity";
import {
  type FilterComplaint,
  type FilterOp,
  type FilterTerm,
  filterKeys,
  isFilterKey,
  type ParsedFilter,
} from "./terms";

const MAX_LENGTH = 2_000;

/** Reads a query; never throws. What cannot be understood becomes a complaint, not a term. */
export function parseFilter(text: string): ParsedFilter {
  const terms: FilterTerm[] = [];
  const complaints: FilterComplaint[] = [];
  for (const token of splitTokens(text.slice(0, MAX_LENGTH))) {
    const read = readTerm(token);
    if ("kind" in read) complaints.push(read);
    else if (read.values.length > 0) terms.push(read);
  }
  return { terms, complaints };
}

/** Cuts at spaces outside quotes; quotes stay in the token. */
export function splitTokens(text: string): string[] {
  return text.match(/(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/g) ?? [];
}

function readTerm(token: string): FilterTerm | FilterComplaint {
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
  if (!isFilterKey(lower)) return complain("unknownKey", { suggestion: nearestKey(lower) });
  const values = readValues(rest);
  if (values.length === 0) return complain("emptyValue");
  const bad = values.find((value) => !isValueOf(lower, value));
  if (bad !== undefined) return complain("badValue", { value: bad });
  if (!opFits(lower, op)) return complain("badOp", { value: op });
  return { negated, key: lower, op, values: normalise(lower, values) };
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

function isValueOf(key: keyof typeof filterKeys, value: string): boolean {
  const field = filterKeys[key];
  if (field.kind === "text") return true;
  if (field.kind === "choice")
    return field.values.some((choice: string) => choice === value.toLowerCase());
  return parseQuantity(field.kind, value) !== undefined;
}

function opFits(key: keyof typeof filterKeys, op: FilterOp): boolean {
  const { kind } = filterKeys[key];
  return op === ":" || op === "=" || (kind !== "text" && kind !== "choice");
}

function normalise(key: keyof typeof filterKeys, values: string[]): string[] {
  return filterKeys[key].kind === "choice" ? values.map((value) => value.toLowerCase()) : values;
}

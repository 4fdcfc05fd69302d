import { type FilterOp, readToken, splitTokens } from "@/server/filter/grammar";
import { nearestKey } from "./nearest-key";
import { parseQuantity } from "./quantity";
import {
  type FilterComplaint,
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

function readTerm(text: string): FilterTerm | FilterComplaint {
  const { negated, key, op, values } = readToken(text);
  if (key === null) return { negated, key, op, values };
  const complain = (
    kind: FilterComplaint["kind"],
    more: { value?: string; suggestion?: string | null } = {},
  ): FilterComplaint => ({
    kind,
    text,
    key: keyAsTyped(text),
    value: "",
    suggestion: null,
    ...more,
  });
  if (!isFilterKey(key)) return complain("unknownKey", { suggestion: nearestKey(key) });
  if (values.length === 0) return complain("emptyValue");
  const bad = values.find((value) => !isValueOf(key, value));
  if (bad !== undefined) return complain("badValue", { value: bad });
  if (!opFits(key, op)) return complain("badOp", { value: op });
  return { negated, key, op, values: normalise(key, values) };
}

const keyAsTyped = (text: string): string => /[\p{L}_]+/u.exec(text)?.[0] ?? "";

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

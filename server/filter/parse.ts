import { type FilterOp, readToken, splitTokens } from "./grammar";
import { nearestKey } from "./nearest-key";
import { parseQuantity } from "./quantity";
import {
  type FilterComplaint,
  type FilterFields,
  type FilterKey,
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

function readTerm<K extends string>(
  text: string,
  fields: FilterFields<K>,
): FilterTerm<K> | FilterComplaint {
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
  if (!isKeyOf(fields, key)) return complain("unknownKey", { suggestion: nearestKey(key, fields) });
  const field = fields[key];
  if (values.length === 0) return complain("emptyValue");
  const bad = values.find((value) => !isValueOf(field, value));
  if (bad !== undefined) return complain("badValue", { value: bad });
  if (!opFits(field, op)) return complain("badOp", { value: op });
  return { negated, key, op, values: normalise(field, values) };
}

const keyAsTyped = (text: string): string => /[\p{L}_]+/u.exec(text)?.[0] ?? "";

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

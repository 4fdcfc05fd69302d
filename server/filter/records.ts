import { parseTerms } from "./parse";
import { parseQuantity } from "./quantity";
import type { FilterComplaint, FilterFields, FilterTerm } from "./terms";
import { compare, textTest } from "./value-tests";

/** What a record of a history says under a key; `null` asks for all that a bare word is looked for in. */
export type RecordReader<K extends string, R> = (
  record: R,
  key: K | null,
) => string | number | null | readonly string[];

export interface RecordFilter<R> {
  matches(record: R): boolean;
  complaints: FilterComplaint[];
}

/** The filter language over anything that can be read by keys: migrations, the audit. */
export function filterRecords<K extends string, R>(
  text: string,
  fields: FilterFields<K>,
  read: RecordReader<K, R>,
): RecordFilter<R> {
  const { terms, complaints } = parseTerms(text, fields);
  const tests = terms.map((term) => testOf(term, fields, read));
  return { matches: (record) => tests.every((test) => test(record)), complaints };
}

function testOf<K extends string, R>(
  { key, op, values, negated }: FilterTerm<K>,
  fields: FilterFields<K>,
  read: RecordReader<K, R>,
): (record: R) => boolean {
  const kind = key === null ? "text" : fields[key].kind;
  const tests = values.map((value): ((found: string | number) => boolean) => {
    if (kind === "text" || kind === "choice") {
      const test = textTest(kind === "choice" ? "=" : op, value);
      return (found) => test(String(found));
    }
    const wanted = parseQuantity(kind, value) ?? Number.NaN;
    return (found) => compare(op, Number(found), wanted);
  });
  return (record) => {
    const found = read(record, key);
    const all = found === null ? [] : typeof found === "object" ? found : [found];
    return all.some((one) => tests.some((test) => test(one))) !== negated;
  };
}

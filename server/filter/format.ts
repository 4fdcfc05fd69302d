import type { FilterTerm } from "./terms";

/** A term as text that reads back as the same term. */
export function formatTerm(term: FilterTerm): string {
  const values = term.values.map((value) => quoteValue(value, term.key === null)).join(",");
  const body = term.key === null ? values : `${term.key}${term.op}${values}`;
  return term.negated ? `-${body}` : body;
}

export function formatFilter(terms: readonly FilterTerm[]): string {
  return terms.map(formatTerm).join(" ");
}

function quoteValue(value: string, bare: boolean): string {
  const risky = bare ? /[\s",:=<>\\]|^-/ : /[\s",\\]/;
  return risky.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : value;
}

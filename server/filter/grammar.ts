/**
 * The one grammar of every filter; which keys there are, and what they mean, is each list's own.
 *
 *   query := term*                          all terms must hold
 *   term  := ['-'] ( word | key op value )  '-' excludes
 *   op    := ':' | '=' | '>' | '>=' | '<' | '<='
 *   value := item (',' item)*               comma = or, "quoted"
 */
export const filterOps = [":", "=", ">=", "<=", ">", "<"] as const;
export type FilterOp = (typeof filterOps)[number];

export interface FilterToken {
  /** As it was typed. */
  text: string;
  negated: boolean;
  /** In lower case; null for a bare word. */
  key: string | null;
  op: FilterOp;
  values: string[];
}

/** Cuts at spaces outside quotes; quotes stay in the token. */
export function splitTokens(text: string): string[] {
  return text.match(/(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/g) ?? [];
}

export function readToken(text: string): FilterToken {
  const negated = text.length > 1 && text.startsWith("-");
  const body = negated ? text.slice(1) : text;
  const match = /^([\p{L}_]+)(:|>=|<=|=|>|<)(.*)$/su.exec(body);
  if (!match) return { text, negated, key: null, op: ":", values: readValues(body) };
  const [, key = "", opText = "", rest = ""] = match;
  const op = filterOps.find((known) => known === opText) ?? ":";
  return { text, negated, key: key.toLowerCase(), op, values: readValues(rest) };
}

function readValues(text: string): string[] {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"?|[^,"])+/g) ?? [];
  return parts.map(unquote).filter((part) => part !== "");
}

function unquote(part: string): string {
  return part.replace(/"((?:[^"\\]|\\.)*)"?/g, (_, inner: string) => inner.replace(/\\(.)/g, "$1"));
}

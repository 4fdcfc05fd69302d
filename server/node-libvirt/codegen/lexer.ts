/**
 * Tokens of the XDR language (RFC 4506 §6.2) as libvirt writes it.
 *
 * The one thing beyond the RFC: the last comment before a token rides on it as `doc`, because
 * libvirt annotates procedures in comments (`@priority: high`, `@readstream: 1`). Lines starting
 * with `%` are meant for the C compiler and dropped.
 */
export interface Token {
  kind: "name" | "number" | "punct";
  text: string;
  line: number;
  doc: string;
}

export class SyntaxProblem extends Error {
  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`);
  }
}

const PATTERN =
  /(?<space>\s+)|(?<pass>^%.*$)|(?<comment>\/\*[\s\S]*?\*\/)|(?<name>[A-Za-z_]\w*)|(?<number>-?(?:0x[\da-fA-F]+|\d+))|(?<punct>[{}()[\]<>;:,=*])/my;

function countLines(text: string): number {
  return text.split("\n").length - 1;
}

export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  let line = 1;
  let doc = "";
  while (pattern.lastIndex < source.length) {
    const start = pattern.lastIndex;
    const groups = pattern.exec(source)?.groups;
    if (!groups) throw new SyntaxProblem(line, `unexpected ${JSON.stringify(source[start])}`);
    if (groups.comment) doc = groups.comment;
    const text = groups.name ?? groups.number ?? groups.punct;
    if (text !== undefined) {
      const kind = groups.name ? "name" : groups.number ? "number" : "punct";
      tokens.push({ kind, text, line, doc });
      doc = "";
    }
    line += countLines(source.slice(start, pattern.lastIndex));
  }
  return tokens;
}

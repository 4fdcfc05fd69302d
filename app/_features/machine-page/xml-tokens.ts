/**
 * Colours for XML that a host sent: a tokenizer, not a parser. It never fails and never changes a
 * character (joined tokens are the text again), so hostile or broken XML is shown as it is.
 * Grammar: comment | CDATA | processing instruction | tag (name, attribute names and values) | text.
 */
export type XmlTokenKind = "text" | "tag" | "attribute" | "value" | "comment" | "punctuation";
export interface XmlToken {
  kind: XmlTokenKind;
  text: string;
}

const markup =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<\/?[A-Za-z_][^<>]*>?/g;
const inTag = /("[^"]*"?|'[^']*'?)|(\/?>|<\/?|=)|([^\s=<>"'/]+)|(\s+|\/)/g;

/** Above this the text is shown without colours: nobody reads it, and the page must stay quick. */
const MAX_COLOURED_CHARS = 400_000;

export function xmlTokens(text: string): XmlToken[] {
  if (text.length > MAX_COLOURED_CHARS) return [{ kind: "text", text }];
  const tokens: XmlToken[] = [];
  let from = 0;
  for (const match of text.matchAll(markup)) {
    if (match.index > from) tokens.push({ kind: "text", text: text.slice(from, match.index) });
    const piece = match[0];
    if (/^<[!?]/.test(piece)) tokens.push({ kind: "comment", text: piece });
    else tokens.push(...tagTokens(piece));
    from = match.index + piece.length;
  }
  if (from < text.length) tokens.push({ kind: "text", text: text.slice(from) });
  return tokens;
}

function tagTokens(piece: string): XmlToken[] {
  const tokens: XmlToken[] = [];
  let named = false;
  for (const [all, value, punctuation, word] of piece.matchAll(inTag)) {
    if (value !== undefined) tokens.push({ kind: "value", text: all });
    else if (punctuation !== undefined) tokens.push({ kind: "punctuation", text: all });
    else if (word !== undefined) {
      tokens.push({ kind: named ? "attribute" : "tag", text: all });
      named = true;
    } else tokens.push({ kind: "text", text: all });
  }
  return tokens;
}

export interface XmlLine {
  /** From 1. */
  number: number;
  tokens: (XmlToken & { at: number })[];
}

/** The same tokens cut at line ends, with their place in the line. */
export function xmlLines(text: string): XmlLine[] {
  let line: XmlLine = { number: 1, tokens: [] };
  let at = 0;
  const lines = [line];
  for (const token of xmlTokens(text.replace(/\r?\n$/, ""))) {
    token.text.split("\n").forEach((part, n) => {
      if (n > 0) {
        line = { number: lines.length + 1, tokens: [] };
        lines.push(line);
        at = 0;
      }
      if (part !== "") line.tokens.push({ kind: token.kind, text: part, at });
      at += part.length;
    });
  }
  return lines;
}

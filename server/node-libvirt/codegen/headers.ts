/**
 * Enumerations and simple macros of libvirt's public C headers.
 *
 * Not a C parser: comments, sentinel blocks (`#ifdef VIR_ENUM_SENTINELS`) and everything but
 * `enum { … } name;` and `#define NAME value` are passed over. Values may be sums, ors and shifts
 * of literals and of earlier names, which is all the headers use.
 */
export interface HeaderEnum {
  name: string;
  members: { name: string; value: number }[];
}

export interface HeaderFacts {
  enums: HeaderEnum[];
  /** `#define NAME "text"`: the names of typed parameters and statistics. */
  texts: Map<string, string>;
  /** Every numeric name, enum members included. */
  numbers: Map<string, number>;
}

const SENTINELS = /^#\s*ifdef VIR_ENUM_SENTINELS[\s\S]*?^#\s*endif.*$/gm;
const COMMENT = /\/\*[\s\S]*?\*\//g;
const ITEM =
  /^#\s*define[ \t]+(?<macro>VIR_\w+)[ \t]+(?<body>\S.*)$|\benum\s*(?<tag>\w+)?\s*\{(?<members>[^}]*)\}\s*(?<alias>\w+)?\s*;/gm;
const TERM = /<<|[|+()-]|0x[\da-fA-F]+|\d+|\w+/g;
const PRECEDENCE: Record<string, number> = { "|": 1, "<<": 2, "+": 3, "-": 3 };

function apply(operator: string, left: number, right: number): number {
  if (operator === "|") return Number(BigInt(left) | BigInt(right));
  if (operator === "<<") return left * 2 ** right;
  return operator === "+" ? left + right : left - right;
}

/** Evaluates a constant expression; undefined when it is not made of known numbers. */
export function evaluate(text: string, known: Map<string, number>): number | undefined {
  const terms = text.replace(/(\d)[uUlL]+\b/g, "$1").match(TERM) ?? [];
  let position = 0;
  const primary = (): number => {
    const term = terms[position++] ?? "";
    if (term === "(") {
      const inner = expression(1);
      position++;
      return inner;
    }
    if (term === "-") return -primary();
    return /^\d/.test(term) ? Number(term) : (known.get(term) ?? Number.NaN);
  };
  const expression = (lowest: number): number => {
    let left = primary();
    for (;;) {
      const operator = terms[position] ?? "";
      const precedence = PRECEDENCE[operator] ?? 0;
      if (precedence < lowest) return left;
      position++;
      left = apply(operator, left, expression(precedence + 1));
    }
  };
  const value = expression(1);
  return Number.isNaN(value) || position < terms.length ? undefined : value;
}

function readEnum(name: string, body: string, numbers: Map<string, number>): HeaderEnum {
  const members: HeaderEnum["members"] = [];
  let following = 0;
  for (const piece of body.split(",")) {
    const [memberName = "", expression] = piece.split("=").map((part) => part.trim());
    if (!/^VIR_\w+$/.test(memberName)) continue;
    const value = expression === undefined ? following : evaluate(expression, numbers);
    if (value === undefined) throw new Error(`${name}: cannot evaluate ${piece.trim()}`);
    numbers.set(memberName, value);
    members.push({ name: memberName, value });
    following = value + 1;
  }
  return { name, members };
}

export function readHeaders(sources: string[]): HeaderFacts {
  const facts: HeaderFacts = { enums: [], texts: new Map(), numbers: new Map() };
  for (const source of sources) {
    const text = source.replace(SENTINELS, "").replace(COMMENT, "");
    for (const { groups } of text.matchAll(ITEM)) {
      if (groups?.members !== undefined) {
        const name = groups.alias ?? groups.tag ?? "anonymous";
        facts.enums.push(readEnum(name, groups.members, facts.numbers));
      } else if (groups?.macro && groups.body) {
        const literal = /^"([^"]*)"$/.exec(groups.body.trim())?.[1];
        if (literal !== undefined) facts.texts.set(groups.macro, literal);
        else {
          const value = evaluate(groups.body, facts.numbers);
          if (value !== undefined) facts.numbers.set(groups.macro, value);
        }
      }
    }
  }
  return facts;
}

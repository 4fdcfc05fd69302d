import { SyntaxProblem, type Token, tokenize } from "./lexer";

/** A size or value as written: a literal, or the name of a constant. */
export type Value = number | string;

/** `type name`, `type name[n]`, `type name<n>` or `type *name`; `type` is null for `void`. */
export interface Declaration {
  name: string;
  type: string;
  shape: "plain" | "fixed" | "variable" | "pointer";
  size?: Value;
}

export interface EnumMember {
  name: string;
  value: Value;
  doc: string;
}

export type Definition =
  | { kind: "const"; name: string; value: Value }
  | { kind: "typedef"; name: string; declaration: Declaration }
  | { kind: "struct"; name: string; fields: Declaration[] }
  | { kind: "enum"; name: string; members: EnumMember[] }
  | { kind: "union"; name: string; tag: Declaration; arms: { case: Value; field: Declaration }[] };

class Cursor {
  private position = 0;
  private readonly tokens: Token[];

  constructor(tokens: Token[]) {
    this.tokens = tokens;
  }

  get done(): boolean {
    return this.position >= this.tokens.length;
  }

  peek(): string {
    return this.tokens[this.position]?.text ?? "";
  }

  next(): Token {
    const token = this.tokens[this.position++];
    if (!token) throw new SyntaxProblem(this.tokens.at(-1)?.line ?? 0, "unexpected end of file");
    return token;
  }

  accept(text: string): boolean {
    if (this.peek() !== text) return false;
    this.position++;
    return true;
  }

  expect(text: string): Token {
    const token = this.next();
    if (token.text !== text) {
      throw new SyntaxProblem(token.line, `expected "${text}" instead of "${token.text}"`);
    }
    return token;
  }

  name(): string {
    const token = this.next();
    if (token.kind !== "name") throw new SyntaxProblem(token.line, `"${token.text}" is no name`);
    return token.text;
  }

  value(): Value {
    const token = this.next();
    if (token.kind === "number") return Number(token.text);
    if (token.kind === "name") return token.text;
    throw new SyntaxProblem(token.line, `"${token.text}" is no value`);
  }
}

function typeName(cursor: Cursor): string {
  const first = cursor.name();
  if (first !== "unsigned") return first;
  const second = cursor.peek();
  if (!["int", "hyper", "char", "short"].includes(second)) return "unsigned int";
  return `unsigned ${cursor.name()}`;
}

function declaration(cursor: Cursor): Declaration {
  const type = typeName(cursor);
  if (cursor.accept("*")) return { type, name: cursor.name(), shape: "pointer" };
  const name = cursor.name();
  if (cursor.accept("[")) {
    const size = cursor.value();
    cursor.expect("]");
    return { type, name, shape: "fixed", size };
  }
  if (!cursor.accept("<")) return { type, name, shape: "plain" };
  const size = cursor.value();
  cursor.expect(">");
  return { type, name, shape: "variable", size };
}

function structBody(cursor: Cursor): Declaration[] {
  const fields: Declaration[] = [];
  cursor.expect("{");
  while (!cursor.accept("}")) {
    fields.push(declaration(cursor));
    cursor.expect(";");
  }
  return fields;
}

function enumBody(cursor: Cursor): EnumMember[] {
  const members: EnumMember[] = [];
  cursor.expect("{");
  while (!cursor.accept("}")) {
    const { text: name, doc } = cursor.next();
    cursor.expect("=");
    members.push({ name, value: cursor.value(), doc });
    if (!cursor.accept(",")) {
      cursor.expect("}");
      return members;
    }
  }
  return members;
}

function unionBody(cursor: Cursor, name: string): Definition {
  cursor.expect("switch");
  cursor.expect("(");
  const tag = declaration(cursor);
  cursor.expect(")");
  cursor.expect("{");
  const arms: { case: Value; field: Declaration }[] = [];
  while (!cursor.accept("}")) {
    cursor.expect("case");
    const value = cursor.value();
    cursor.expect(":");
    arms.push({ case: value, field: declaration(cursor) });
    cursor.expect(";");
  }
  return { kind: "union", name, tag, arms };
}

function definition(cursor: Cursor): Definition {
  const keyword = cursor.next();
  if (keyword.text === "typedef") {
    const typedef = declaration(cursor);
    return { kind: "typedef", name: typedef.name, declaration: typedef };
  }
  const name = cursor.name();
  switch (keyword.text) {
    case "const":
      cursor.expect("=");
      return { kind: "const", name, value: cursor.value() };
    case "struct":
      return { kind: "struct", name, fields: structBody(cursor) };
    case "enum":
      return { kind: "enum", name, members: enumBody(cursor) };
    case "union":
      return unionBody(cursor, name);
    default:
      throw new SyntaxProblem(keyword.line, `unknown definition "${keyword.text}"`);
  }
}

export function parse(source: string): Definition[] {
  const cursor = new Cursor(tokenize(source));
  const definitions: Definition[] = [];
  while (!cursor.done) {
    definitions.push(definition(cursor));
    cursor.expect(";");
  }
  return definitions;
}

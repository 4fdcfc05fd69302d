import type { IrField, IrStruct, IrType } from "./ir";
import { fieldName, typeName } from "./policy";

/**
 * Straight-line TypeScript for each structure: an interface, a writer and a reader. No table is
 * interpreted at run time: the reader of a domain is three calls in a row.
 */

/** The TypeScript type of a value; enums and small integers are plain numbers. */
export function tsType(type: IrType): string {
  switch (type.kind) {
    case "hyper":
    case "uhyper":
      return "bigint";
    case "string":
    case "fixedChars":
      return "string";
    case "bytes":
    case "chars":
    case "fixedBytes":
      return "Uint8Array";
    case "list":
      return `${/^[\w]+$/.test(tsType(type.of)) ? tsType(type.of) : `(${tsType(type.of)})`}[]`;
    case "optional":
      return `${tsType(type.of)} | null`;
    case "struct":
      return typeName(type.name);
    default:
      return "number";
  }
}

function itemWriter(type: IrType): string {
  if (type.kind === "struct") return `write${typeName(type.name)}`;
  return `(w, v) => ${writeCall(type, "v")}`;
}

function itemReader(type: IrType): string {
  if (type.kind === "struct") return `read${typeName(type.name)}`;
  return `(r) => ${readCall(type)}`;
}

function writeCall(type: IrType, value: string): string {
  switch (type.kind) {
    case "struct":
      return `write${typeName(type.name)}(w, ${value})`;
    case "optional":
      return `w.optional(${value}, ${itemWriter(type.of)})`;
    case "list":
      return `w.list(${value}, ${type.max}, ${itemWriter(type.of)})`;
    case "string":
    case "bytes":
    case "chars":
      return `w.${type.kind}(${value}, ${type.max})`;
    case "fixedBytes":
    case "fixedChars":
      return `w.${type.kind}(${value}, ${type.length})`;
    default:
      return `w.${type.kind}(${value})`;
  }
}

function readCall(type: IrType): string {
  switch (type.kind) {
    case "struct":
      return `read${typeName(type.name)}(r)`;
    case "optional":
      return `r.optional(${itemReader(type.of)})`;
    case "list":
      return `r.list(${type.max}, ${itemReader(type.of)})`;
    case "bytes":
      return `r.bytesUpTo(${type.max})`;
    case "string":
    case "chars":
      return `r.${type.kind}(${type.max})`;
    case "fixedBytes":
    case "fixedChars":
      return `r.${type.kind}(${type.length})`;
    default:
      return `r.${type.kind}()`;
  }
}

function emitPlain(name: string, fields: IrField[]): string {
  const members = fields.map((f) => `  ${fieldName(f.name)}: ${tsType(f.type)};`);
  const writes = fields.map((f) => `  ${writeCall(f.type, `v.${fieldName(f.name)}`)};`);
  const reads = fields.map((f) => `    ${fieldName(f.name)}: ${readCall(f.type)},`);
  return [
    `export interface ${name} {\n${members.join("\n")}\n}`,
    `export function write${name}(w: XdrWriter, v: ${name}): void {\n${writes.join("\n")}\n}`,
    `export function read${name}(r: XdrReader): ${name} {\n  return {\n${reads.join("\n")}\n  };\n}`,
  ].join("\n");
}

function emitUnion(name: string, union: Extract<IrStruct, { kind: "union" }>): string {
  const key = fieldName(union.tag);
  const arms = union.arms.map(({ tag, field }) => ({ tag, field, name: fieldName(field.name) }));
  const members = arms.map((a) => `  | { ${key}: ${a.tag}; ${a.name}: ${tsType(a.field.type)} }`);
  const writes = arms.map(
    (a) => `    case ${a.tag}:\n      return ${writeCall(a.field.type, `v.${a.name}`)};`,
  );
  const reads = arms.map(
    (a) =>
      `    case ${a.tag}:\n      return { ${key}: ${a.tag}, ${a.name}: ${readCall(a.field.type)} };`,
  );
  return [
    `export type ${name} =\n${members.join("\n")};`,
    `export function write${name}(w: XdrWriter, v: ${name}): void {\n  w.int(v.${key});\n  switch (v.${key}) {\n${writes.join("\n")}\n  }\n}`,
    `export function read${name}(r: XdrReader): ${name} {\n  const tag = r.int();\n  switch (tag) {\n${reads.join("\n")}\n    default:\n      return r.unknownArm("${name}", tag);\n  }\n}`,
  ].join("\n");
}

export function emitStruct(struct: IrStruct): string {
  const name = typeName(struct.name);
  return struct.kind === "struct" ? emitPlain(name, struct.fields) : emitUnion(name, struct);
}

function referenced(type: IrType): string | undefined {
  if (type.kind === "struct") return type.name;
  return type.kind === "list" || type.kind === "optional" ? referenced(type.of) : undefined;
}

/** Structures of another file that these refer to. */
export function outsideReferences(structs: Map<string, IrStruct>): string[] {
  const names = new Set<string>();
  for (const struct of structs.values()) {
    const fields = struct.kind === "struct" ? struct.fields : struct.arms.map((arm) => arm.field);
    for (const { type } of fields) {
      const name = referenced(type);
      if (name && !structs.has(name)) names.add(name);
    }
  }
  return [...names];
}

import type { Declaration, Definition, EnumMember, Value } from "./parser";

/**
 * The protocol with every name resolved: typedefs followed, sizes numeric, procedures joined with
 * their argument, result and event structures. No exceptions live here; those are policy.
 */
export type IrType =
  | { kind: "int" | "uint" | "hyper" | "uhyper" | "double" | "char" | "short" }
  | { kind: "string" | "bytes" | "chars"; max: number }
  | { kind: "fixedBytes" | "fixedChars"; length: number }
  | { kind: "list"; of: IrType; max: number }
  | { kind: "optional"; of: IrType }
  | { kind: "struct"; name: string };

export interface IrField {
  name: string;
  type: IrType;
}

export type IrStruct =
  | { kind: "struct"; name: string; fields: IrField[] }
  | { kind: "union"; name: string; tag: string; arms: { tag: number; field: IrField }[] };

export interface IrProcedure {
  /** As in the enum, program prefix removed: `DOMAIN_CREATE`. */
  name: string;
  number: number;
  args?: string;
  ret?: string;
  msg?: string;
  priority: "high" | "low";
  stream?: "read" | "write";
}

export interface IrProgram {
  name: string;
  number: number;
  version: number;
  procedures: IrProcedure[];
}

export interface Ir {
  structs: Map<string, IrStruct>;
  program?: IrProgram;
}

const SCALARS: Record<string, IrType> = {
  int: { kind: "int" },
  "unsigned int": { kind: "uint" },
  hyper: { kind: "hyper" },
  "unsigned hyper": { kind: "uhyper" },
  double: { kind: "double" },
  char: { kind: "char" },
  "unsigned char": { kind: "char" },
  "unsigned short": { kind: "short" },
};

type Named<K extends Definition["kind"]> = Map<string, Extract<Definition, { kind: K }>>;

class Resolver {
  private readonly typedefs: Named<"typedef"> = new Map();
  private readonly consts: Named<"const"> = new Map();
  private readonly enums: Named<"enum"> = new Map();
  private readonly structs = new Set<string>();
  private readonly outside: Map<string, number>;

  constructor(definitions: Definition[], outside: Map<string, number>) {
    this.outside = outside;
    for (const definition of definitions) {
      if (definition.kind === "typedef") this.typedefs.set(definition.name, definition);
      else if (definition.kind === "const") this.consts.set(definition.name, definition);
      else if (definition.kind === "enum") this.enums.set(definition.name, definition);
      else this.structs.add(definition.name);
    }
  }

  number(value: Value | undefined): number {
    if (typeof value === "number") return value;
    if (value === undefined) throw new Error("a size is missing");
    const constant = this.consts.get(value);
    if (constant) return this.number(constant.value);
    const known = this.outside.get(value);
    if (known === undefined) throw new Error(`unknown constant ${value}`);
    return known;
  }

  has(struct: string): boolean {
    return this.structs.has(struct);
  }

  members(name: string): EnumMember[] {
    return this.enums.get(name)?.members ?? [];
  }

  type(declaration: Declaration): IrType {
    const { type, shape, size } = declaration;
    if (shape === "pointer") return { kind: "optional", of: this.named(type) };
    if (type === "string") return { kind: "string", max: this.number(size) };
    if (type === "opaque") {
      return shape === "fixed"
        ? { kind: "fixedBytes", length: this.number(size) }
        : { kind: "bytes", max: this.number(size) };
    }
    if (type === "char" && shape === "variable") return { kind: "chars", max: this.number(size) };
    if (type === "char" && shape === "fixed") {
      return { kind: "fixedChars", length: this.number(size) };
    }
    if (shape === "fixed") throw new Error(`fixed array of ${type} is not supported`);
    if (shape === "variable") {
      return { kind: "list", of: this.named(type), max: this.number(size) };
    }
    return this.named(type);
  }

  private named(name: string): IrType {
    const scalar = SCALARS[name];
    if (scalar) return scalar;
    if (this.enums.has(name)) return { kind: "int" };
    const typedef = this.typedefs.get(name);
    if (typedef) return this.type(typedef.declaration);
    if (this.structs.has(name)) return { kind: "struct", name };
    throw new Error(`unknown type ${name}`);
  }
}

function procedureOf(member: EnumMember, prefix: string, resolver: Resolver): IrProcedure {
  const name = member.name.slice(`${prefix.toUpperCase()}_PROC_`.length);
  const struct = (suffix: string) => {
    const candidate = `${prefix}_${name.toLowerCase()}_${suffix}`;
    return resolver.has(candidate) ? { [suffix]: candidate } : {};
  };
  const stream = /@(read|write)stream/.exec(member.doc)?.[1];
  return {
    name,
    number: resolver.number(member.value),
    priority: /@priority:\s*high/.test(member.doc) ? "high" : "low",
    ...struct("args"),
    ...struct("ret"),
    ...struct("msg"),
    ...(stream === "read" || stream === "write" ? { stream } : {}),
  };
}

/**
 * Resolves one protocol file. `base` supplies the types of another file it builds on (the QEMU
 * program uses the REMOTE program's), `outside` the constants the C compiler would have had.
 */
export function resolve(
  definitions: Definition[],
  options: { outside: Map<string, number>; base?: Definition[]; program?: string },
): Ir {
  const resolver = new Resolver([...(options.base ?? []), ...definitions], options.outside);
  const field = (declaration: Declaration): IrField => ({
    name: declaration.name,
    type: resolver.type(declaration),
  });
  const structs = new Map<string, IrStruct>();
  for (const definition of definitions) {
    const { kind, name } = definition;
    if (kind === "struct") {
      structs.set(name, { kind, name, fields: definition.fields.map(field) });
    } else if (kind === "union") {
      const arms = definition.arms.map((arm) => ({
        tag: resolver.number(arm.case),
        field: field(arm.field),
      }));
      structs.set(name, { kind, name, tag: definition.tag.name, arms });
    }
  }
  if (!options.program) return { structs };
  const prefix = options.program;
  const program: IrProgram = {
    name: prefix,
    number: resolver.number(`${prefix.toUpperCase()}_PROGRAM`),
    version: resolver.number(`${prefix.toUpperCase()}_PROTOCOL_VERSION`),
    procedures: resolver
      .members(`${prefix}_procedure`)
      .map((member) => procedureOf(member, prefix, resolver)),
  };
  return { structs, program };
}

import type { Ir, IrProcedure, IrProgram } from "./ir";
import { eventRule, isCallable, methodName, streamOf, typeName } from "./policy";

/** The procedure table of one program and the class of its typed methods. */

function codec(struct: string | undefined): string {
  if (!struct) return "NOTHING";
  const name = typeName(struct);
  return `{ write: S.write${name}, read: S.read${name} }`;
}

function tableEntry(program: IrProgram, procedure: IrProcedure): string {
  const stream = streamOf(procedure);
  return [
    `  ${methodName(procedure.name)}: {`,
    `    program: ${program.number}, number: ${procedure.number}, name: "${methodName(procedure.name)}",`,
    `    priority: "${procedure.priority}",${stream ? ` stream: "${stream}",` : ""}`,
    `    args: ${codec(procedure.args)},`,
    `    ret: ${codec(procedure.ret)},`,
    "  },",
  ].join("\n");
}

function method(table: string, procedure: IrProcedure, kind: "call" | "open"): string {
  const name = methodName(procedure.name);
  const args = procedure.args ? `args: S.${typeName(procedure.args)}, ` : "";
  const ret = procedure.ret ? `S.${typeName(procedure.ret)}` : "void";
  const result = kind === "open" ? `LibvirtStream<${ret}>` : ret;
  const given = procedure.args ? "args" : "undefined";
  return [
    `  /** Procedure ${procedure.number}, ${procedure.priority} priority. */`,
    `  ${name}(${args}options?: CallOptions): Promise<${result}> {`,
    `    return this.${kind}(${table}.${name}, ${given}, options);`,
    "  }",
  ].join("\n");
}

function methodClass(
  name: string,
  part: { kind: "call" | "open"; signature: string; doc: string; methods: string[] },
): string {
  return [
    `/** ${part.doc} */`,
    `export class ${name} {`,
    `  private readonly ${part.kind}: ${part.signature};`,
    `  constructor(${part.kind}: ${part.signature}) {`,
    `    this.${part.kind} = ${part.kind};`,
    "  }",
    part.methods.join("\n"),
    "}",
  ].join("\n");
}

/** Body of `<program>-calls.gen.ts`. */
export function emitProgram(program: IrProgram): string {
  const callable = program.procedures.filter(isCallable);
  const calls = callable.filter((p) => !streamOf(p));
  const streams = callable.filter((p) => streamOf(p));
  const table = program.name.toUpperCase();
  const prefix = typeName(`x_${program.name}`).slice(1);
  const parts = [
    `import type { CallOptions } from "../rpc/options";`,
    `import { type Caller, NOTHING, type Procedure${streams.length ? ", type StreamOpener" : ""} } from "../rpc/procedure";`,
    ...(streams.length ? [`import type { LibvirtStream } from "../rpc/stream";`] : []),
    `import * as S from "./${program.name}-structs.gen";\n`,
    `export const ${table}_PROGRAM = { number: 0x${program.number.toString(16)}, version: ${program.version} } as const;\n`,
    `export const ${table} = {\n${callable.map((p) => tableEntry(program, p)).join("\n")}\n} as const satisfies Record<string, Procedure<unknown, unknown>>;\n`,
    methodClass(`${prefix}Calls`, {
      kind: "call",
      signature: "Caller",
      doc: `The ${calls.length} plain procedures of the ${table} program.`,
      methods: calls.map((p) => method(table, p, "call")),
    }),
  ];
  if (streams.length) {
    const methods = streams.map((p) => method(table, p, "open"));
    const doc = `The ${streams.length} procedures of the ${table} program that open a stream.`;
    const shape = { kind: "open", signature: "StreamOpener", doc, methods } as const;
    parts.push(`\n${methodClass(`${prefix}StreamCalls`, shape)}`);
  }
  return parts.join("\n");
}

function eventEntries(ir: Ir, numbers: Map<string, number>): [type: string, entry: string][] {
  const program = ir.program;
  if (!program) return [];
  const space = program.name;
  return program.procedures.flatMap((procedure): [string, string][] => {
    const struct = procedure.msg ? ir.structs.get(procedure.msg) : undefined;
    if (struct?.kind !== "struct") return [];
    const fields = struct.fields.map((f) => f.name);
    const rule = eventRule(space, procedure, fields);
    if (!rule) return [];
    const eventId = rule.idName === undefined ? 0 : numbers.get(rule.idName);
    if (eventId === undefined) throw new Error(`${rule.idName} is not in the headers`);
    const name = methodName(procedure.name);
    const type = `${space}.${typeName(struct.name)}`;
    return [
      [
        `  ${name}: ${type};`,
        `  ${name}: { family: "${rule.family}", eventId: ${eventId}, program: ${program.number}, number: ${procedure.number}, read: ${space}.read${typeName(struct.name)} },`,
      ],
    ];
  });
}

/** Body of `events.gen.ts`: every event message with a callback id, over all programs. */
export function emitEvents(programs: Ir[], numbers: Map<string, number>): string {
  const entries = programs.flatMap((ir) => eventEntries(ir, numbers));
  const imports = programs.flatMap(({ program }) =>
    program ? [`import * as ${program.name} from "./${program.name}-structs.gen";`] : [],
  );
  return [
    `import type { EventSpec } from "../rpc/procedure";`,
    ...imports,
    `\n/** What a handler receives, by event name. */\nexport interface EventMap {\n${entries.map(([type]) => type).join("\n")}\n}`,
    `\nexport const EVENTS: { readonly [N in keyof EventMap]: EventSpec<EventMap[N]> } = {\n${entries.map(([, entry]) => entry).join("\n")}\n};`,
  ].join("\n");
}

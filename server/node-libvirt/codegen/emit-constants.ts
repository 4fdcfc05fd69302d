import type { HeaderFacts } from "./headers";
import { NAMED_ENUMS } from "./policy";

/** Body of `constants.gen.ts`: every public enumeration and parameter name as a constant. */
export function emitConstants({ enums, texts, numbers }: HeaderFacts): string {
  const seen = new Set<string>();
  const constant = (name: string, value: number | string) => {
    if (seen.has(name)) return [];
    seen.add(name);
    return [`export const ${name} = ${JSON.stringify(value)};`];
  };
  const blocks = enums.map(({ name, members }) =>
    [`\n// ${name}`, ...members.flatMap((m) => constant(m.name, m.value))].join("\n"),
  );
  const rest = [...numbers].flatMap(([name, value]) => constant(name, value));
  const names = [...texts].flatMap(([name, value]) => constant(name, value));
  return [
    ...blocks,
    `\n// numeric macros\n${rest.join("\n")}`,
    `\n// names of typed parameters and statistics\n${names.join("\n")}`,
  ].join("\n");
}

/** Body of `enum-names.gen.ts`: number → name for the few enumerations people get to read. */
export function emitEnumNames({ enums }: HeaderFacts): string {
  return enums
    .filter(({ name }) => NAMED_ENUMS.has(name))
    .map(({ name, members }) => {
      const lines = members.map((m) => `  ${m.value}: "${m.name}",`);
      return `export const ${name}Names: Readonly<Record<number, string>> = {\n${lines.join("\n")}\n};`;
    })
    .join("\n\n");
}

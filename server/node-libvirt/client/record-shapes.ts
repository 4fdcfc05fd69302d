import type { TypedValue } from "./typed-params";

/** Machines come in few shapes; more are not remembered. */
const SHAPES_MAX = 8;
/** Beyond this V8 makes a table of the object whatever is done. */
const NAMES_MAX = 1_000;
/** An object parsed with more names than this is a table from the start. */
const PARSED_AT_ONCE = 100;

type Values = Record<string, TypedValue>;

interface Shape {
  readonly names: readonly string[];
  template: Values | undefined;
}

/**
 * Objects from names and values, where the names are mostly those of an object before.
 *
 * V8 makes an object that is filled name by name a hash table of its own: four times the memory, and
 * most of the time goes into collecting it. A copy of an object that has all the names shares one
 * layout with it and only takes the values. No object has a prototype: names come from the host.
 */
export class RecordShapes {
  private readonly shapes: Shape[] = [];

  /** The first `count` names and values; of a repeated name the last one counts. */
  record(names: readonly string[], values: readonly TypedValue[], count: number): Values {
    const record = this.blank(names, count);
    for (let i = 0; i < count; i++) record[names[i] ?? ""] = values[i] ?? 0;
    return record;
  }

  private blank(names: readonly string[], count: number): Values {
    const known = this.shapes.find((shape) => isSame(shape.names, names, count));
    if (known) {
      known.template ??= templateOf(known.names);
      const record = { ...known.template };
      Object.setPrototypeOf(record, null);
      return record;
    }
    if (count <= NAMES_MAX) {
      this.shapes.unshift({ names: names.slice(0, count), template: undefined });
      if (this.shapes.length > SHAPES_MAX) this.shapes.pop();
    }
    return Object.create(null);
  }
}

function isSame(known: readonly string[], names: readonly string[], count: number): boolean {
  if (known.length !== count) return false;
  for (let i = count - 1; i >= 0; i--) if (known[i] !== names[i]) return false;
  return true;
}

/** Parsed, for a literal has its layout at once; null and then 0, so that any later value fits it. */
function templateOf(names: readonly string[]): Values {
  let template: Values = {};
  for (let at = 0; at < names.length; at += PARSED_AT_ONCE) {
    const some = names.slice(at, at + PARSED_AT_ONCE);
    const parsed: Values = JSON.parse(`{${some.map((name) => `${JSON.stringify(name)}:null`)}}`);
    template = { ...template, ...parsed };
  }
  for (const name of names) template[name] = 0;
  return template;
}

import type { FilterOp } from "./grammar";

/**
 * The filter language of lists, palette, URLs and the API's `q=`; grammar.ts says how it is written,
 * with * in a value as a glob.
 *
 *   state:running host:kvm-* mem>=8GiB -name:lab "needs two words" is:stale uptime>3d
 *
 * ':' on text means "contains" (a glob must match as a whole), '=' means "is exactly". A word without
 * a key is looked for in name, title, host, address and UUID. An unknown key is a complaint with the
 * nearest known one, never silently a word: `sate:running` would otherwise show an empty list.
 */
export interface FilterTerm<K extends string = FilterKey> {
  negated: boolean;
  /** null for a bare word. */
  key: K | null;
  op: FilterOp;
  values: string[];
}

export interface FilterComplaint {
  kind: "unknownKey" | "badValue" | "badOp" | "emptyValue";
  /** The term as it was typed. */
  text: string;
  key: string;
  value: string;
  suggestion: string | null;
}

export interface ParsedFilter<K extends string = FilterKey> {
  terms: FilterTerm<K>[];
  complaints: FilterComplaint[];
}

type FieldKind = "text" | "choice" | "size" | "number" | "percent" | "duration";

/** The keys of one kind of list, and what their values look like. */
export type FilterFields<K extends string> = Record<
  K,
  { readonly kind: FieldKind; readonly values: readonly string[] }
>;

/** Machines. */
export const filterKeys = {
  name: { kind: "text", values: [] },
  state: {
    kind: "choice",
    values: ["running", "paused", "off", "crashed", "suspended", "saved", "stopping", "unknown"],
  },
  host: { kind: "text", values: [] },
  project: { kind: "text", values: [] },
  os: { kind: "text", values: [] },
  ip: { kind: "text", values: [] },
  uuid: { kind: "text", values: [] },
  mem: { kind: "size", values: ["1GiB", "8GiB"] },
  vcpu: { kind: "number", values: ["1", "4"] },
  cpu: { kind: "percent", values: ["50%", "90%"] },
  uptime: { kind: "duration", values: ["1h", "1d", "30d"] },
  autostart: { kind: "choice", values: ["yes", "no"] },
  is: { kind: "choice", values: ["attention", "busy", "stale", "transient"] },
} as const satisfies FilterFields<string>;

export type FilterKey = keyof typeof filterKeys;

export const isFilterKey = (text: string): text is FilterKey => isKeyOf(filterKeys, text);

export function isKeyOf<K extends string>(fields: FilterFields<K>, text: string): text is K {
  return Object.hasOwn(fields, text);
}

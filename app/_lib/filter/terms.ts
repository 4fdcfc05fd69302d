import type { FilterOp } from "@/server/filter/grammar";

/**
 * The filter language of machine lists, palette and URLs; its grammar is server/filter/grammar.ts,
 * with * in a value as a glob.
 *
 *   state:running host:kvm-* mem>=8GiB -name:lab "needs two words" is:stale uptime>3d
 *
 * ':' on text means "contains" (a glob must match as a whole), '=' means "is exactly". A word without
 * a key is looked for in name, title, host, address and UUID. An unknown key is a complaint with the
 * nearest known one, never silently a word: `sate:running` would otherwise show an empty list.
 */
export interface FilterTerm {
  negated: boolean;
  /** null for a bare word. */
  key: FilterKey | null;
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

export interface ParsedFilter {
  terms: FilterTerm[];
  complaints: FilterComplaint[];
}

type FieldKind = "text" | "choice" | "size" | "number" | "percent" | "duration";

/** The keys that exist for machines, and what their values look like. */
export const filterKeys = {
  name: { kind: "text", values: [] },
  state: {
    kind: "choice",
    values: ["running", "paused", "off", "crashed", "suspended", "saved", "stopping", "unknown"],
  },
  host: { kind: "text", values: [] },
  os: { kind: "text", values: [] },
  ip: { kind: "text", values: [] },
  uuid: { kind: "text", values: [] },
  mem: { kind: "size", values: ["1GiB", "8GiB"] },
  vcpu: { kind: "number", values: ["1", "4"] },
  cpu: { kind: "percent", values: ["50%", "90%"] },
  uptime: { kind: "duration", values: ["1h", "1d", "30d"] },
  autostart: { kind: "choice", values: ["yes", "no"] },
  is: { kind: "choice", values: ["attention", "busy", "stale", "transient"] },
} as const satisfies Record<string, { kind: FieldKind; values: readonly string[] }>;

export type FilterKey = keyof typeof filterKeys;

export function isFilterKey(text: string): text is FilterKey {
  return Object.hasOwn(filterKeys, text);
}

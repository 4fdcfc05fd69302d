import { fleet, rights } from "@/app/_lib/fleet/store";
import { formatTerm } from "@/server/filter/format";
import { type FilterKey, filterKeys, isFilterKey } from "@/server/filter/terms";

export interface Suggestion {
  /** What is put into the filter. Ends with its operator while a value is still wanted. */
  text: string;
  key: FilterKey;
  kind: "key" | "value";
}

const MAX = 8;

/** What may follow what is being typed: keys first, then the values that the key takes. */
export function suggestionsFor(draft: string): Suggestion[] {
  const text = draft.trimStart();
  const minus = text.startsWith("-") ? "-" : "";
  const match = /^-?([a-z]*)(?:(:|>=|<=|=|>|<)(.*))?$/i.exec(text);
  if (!match) return [];
  const [, word = "", op, value = ""] = match;
  const key = word.toLowerCase();
  if (op === undefined)
    return Object.keys(filterKeys)
      .filter(isFilterKey)
      .filter((name) => name.startsWith(key))
      .slice(0, MAX)
      .map((name) => ({ text: `${minus}${name}${usualOp(name)}`, key: name, kind: "key" }));
  if (!isFilterKey(key)) return [];
  const last = value.split(",").at(-1)?.toLowerCase() ?? "";
  const before = value.slice(0, value.length - last.length);
  return valuesOf(key)
    .filter((option) => option.toLowerCase().includes(last) && option.toLowerCase() !== last)
    .slice(0, MAX)
    .map((option) => ({
      text: `${minus}${key}${op}${before}${formatTerm({ negated: false, key: null, op: ":", values: [option] })}`,
      key,
      kind: "value",
    }));
}

function usualOp(key: FilterKey): string {
  const { kind } = filterKeys[key];
  return kind === "text" || kind === "choice" ? ":" : ">";
}

function valuesOf(key: FilterKey): readonly string[] {
  if (key === "host") return [...fleet.hosts.values()].map((host) => host.name).sort();
  if (key === "project") return rights.projectNames();
  return filterKeys[key].values;
}

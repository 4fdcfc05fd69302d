import { type FilterFields, isKeyOf } from "./terms";

const otherWords: Record<string, string> = {
  status: "state",
  memory: "mem",
  ram: "mem",
  cpus: "vcpu",
  cores: "vcpu",
  node: "host",
  address: "ip",
  id: "uuid",
};

/** The key somebody meant: a synonym, a beginning, or at most two typing mistakes away. */
export function nearestKey<K extends string>(word: string, fields: FilterFields<K>): K | null {
  const synonym = otherWords[word];
  if (synonym && isKeyOf(fields, synonym)) return synonym;
  const keys = Object.keys(fields).filter((key) => isKeyOf(fields, key));
  const begun = keys.find((key) => word.length > 1 && key.startsWith(word));
  if (begun) return begun;
  const ranked = keys
    .map((key) => ({ key, distance: editDistance(word, key) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= 2 && best.distance < word.length ? best.key : null;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const SHOWN = 3;

/** Up to three names that share most of their letter pairs with what was typed. */
export function nearestNames(word: string, machines: Iterable<{ name: string }>): string[] {
  const wanted = pairsOf(word);
  if (wanted.size === 0) return [];
  const scored: { name: string; score: number }[] = [];
  for (const { name } of machines) {
    const pairs = pairsOf(name);
    let common = 0;
    for (const pair of wanted) if (pairs.has(pair)) common++;
    const score = (2 * common) / (wanted.size + pairs.size);
    if (score >= 0.3) scored.push({ name, score });
  }
  const best = scored.sort((a, b) => b.score - a.score).map(({ name }) => name);
  return [...new Set(best)].slice(0, SHOWN);
}

function pairsOf(text: string): Set<string> {
  const lower = text.toLowerCase();
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < lower.length; i++) pairs.add(lower.slice(i, i + 2));
  return pairs;
}

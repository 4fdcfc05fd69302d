/**
 * How well a text answers what was typed; 0 is not at all. A beginning beats a word's beginning beats
 * a part beats letters in order. Aliases (pinyin initials) count like the text itself.
 */
export function rankText(query: string, text: string, aliases: readonly string[] = []): number {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return 1;
  const own = rankOne(wanted, text.toLowerCase());
  return aliases.reduce(
    (best, alias) => Math.max(best, alias.startsWith(wanted) ? 80 - alias.length : 0),
    own,
  );
}

function rankOne(wanted: string, text: string): number {
  if (text === wanted) return 120;
  if (text.startsWith(wanted)) return 100;
  const at = text.indexOf(wanted);
  if (at > 0) return /[\s\-_./:]/.test(text.charAt(at - 1)) ? 90 : 60;
  // Each word typed is somewhere: "mig web" finds "Migrate web-01".
  const words = wanted.split(/\s+/);
  if (words.length > 1 && words.every((word) => text.includes(word))) return 50;
  return wanted.length > 1 && isSubsequence(wanted, text) ? 10 : 0;
}

function isSubsequence(wanted: string, text: string): boolean {
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

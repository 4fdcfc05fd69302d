/**
 * Shortcuts as text: "?", "/", "g m" (one after the other), "mod+k" (Ctrl, on a Mac ⌘), "shift+x".
 * Letters without a modifier are single keys, which a person may switch off (WCAG 2.1.4).
 */
export interface KeyLike {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The name of what was pressed: "mod+k", "shift+arrowdown", "x", "?". */
export function chordOf(event: KeyLike): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const name = key === " " ? "space" : key.toLowerCase();
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  // Shift is part of the character for "?" and the like; it is named for letters and named keys only.
  if (event.shiftKey && (name.length > 1 || /^[a-z]$/.test(name))) parts.push("shift");
  return [...parts, name].join("+");
}

/** A chord that a person may switch off: one character, no modifier. */
export function isSingleKey(chord: string): boolean {
  return !chord.includes("+") && chord.length === 1;
}

export interface ShortcutMatch<T> {
  handler: T | undefined;
  /** What must be remembered for the next key. */
  prefix: string | null;
}

/** Finds the handler of a key, given the one pressed just before (for "g m"). */
export function matchShortcut<T>(
  shortcuts: ReadonlyMap<string, T>,
  chord: string,
  prefix: string | null,
): ShortcutMatch<T> {
  const second = prefix === null ? undefined : shortcuts.get(`${prefix} ${chord}`);
  if (second !== undefined) return { handler: second, prefix: null };
  const begins = [...shortcuts.keys()].some((name) => name.startsWith(`${chord} `));
  return { handler: shortcuts.get(chord), prefix: begins ? chord : null };
}

/**
 * Text that came from a host, made safe to show: bounded, and with every character that could hide,
 * reorder or overwrite its neighbours replaced by a visible stand-in. Letters of every script stay.
 *
 *   C0 controls, DEL      their pictures: ␊ ␛ ␡
 *   C1 controls, bidi     ‹U+202E›
 *   line separators, BOM, zero-width space, tag characters, lone surrogates: the same
 *
 * Zero-width joiner and non-joiner stay: several scripts and emoji need them.
 */
const HIDDEN =
  /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const ELLIPSIS = "…";

export function visibleText(text: string, charactersMax: number): string {
  const cut = text.length > charactersMax ? text.slice(0, charactersMax - 1) + ELLIPSIS : text;
  return cut.replace(HIDDEN, standIn);
}

function standIn(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}

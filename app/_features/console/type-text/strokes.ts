import type { KeyStroke } from "../key-strokes";
import { keyRows, type Layout, type LayoutId, layouts } from "./layouts";

/** One key, with what is held down around it. */
export interface Stroke {
  key: KeyStroke;
  shift: boolean;
  altGr: boolean;
}

type Keyboard = ReadonlyMap<string, Stroke>;

const SHIFT_LEVEL = 1;
const ALT_GR_LEVEL = 2;

/** Dead keys: the mark, what it is alone (with the space bar), and its keysym. */
const marks: Record<string, { alone: string; keysym: number }> = {
  "\u0300": { alone: "`", keysym: 0xfe50 },
  "\u0301": { alone: "´", keysym: 0xfe51 },
  "\u0302": { alone: "^", keysym: 0xfe52 },
  "\u0303": { alone: "~", keysym: 0xfe53 },
  "\u0308": { alone: "¨", keysym: 0xfe57 },
};

const plain = (keysym: number, code: string): Stroke => ({
  key: [keysym, code],
  shift: false,
  altGr: false,
});

const space = plain(0x20, "Space");

const everywhere: readonly (readonly [string, Stroke])[] = [
  [" ", space],
  ["\n", plain(0xff0d, "Enter")],
  ["\t", plain(0xff09, "Tab")],
];

const keyboards = new Map<LayoutId, Keyboard>();

function keyboardOf(id: LayoutId): Keyboard {
  const known = keyboards.get(id);
  if (known) return known;
  const made = new Map(everywhere);
  for (const [character, stroke] of strokesOf(layouts[id])) {
    // What is there twice is made the simplest way, which comes first.
    if (!made.has(character)) made.set(character, stroke);
  }
  keyboards.set(id, made);
  return made;
}

function* strokesOf(layout: Layout): Generator<[string, Stroke]> {
  for (const [level, rows] of layout.entries()) {
    for (const [row, made] of rows.entries()) {
      for (const [column, character] of [...made].entries()) {
        const code = keyRows[row]?.[column];
        if (!code || character === " ") continue;
        const shift = (level & SHIFT_LEVEL) !== 0;
        const altGr = (level & ALT_GR_LEVEL) !== 0;
        yield [character, { key: [keysymOf(character), code], shift, altGr }];
      }
    }
  }
}

function keysymOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return marks[character]?.keysym ?? (point < 0x100 ? point : 0x01000000 | point);
}

/** The strokes that make a character, two where a dead key is needed; undefined when none do. */
export function strokesFor(id: LayoutId, character: string): readonly Stroke[] | undefined {
  const keyboard = keyboardOf(id);
  const direct = keyboard.get(character);
  if (direct && !marks[character]) return [direct];
  const alone = Object.keys(marks).find((mark) => marks[mark]?.alone === character);
  const [base = "", mark = "", ...more] = alone ? [" ", alone] : character.normalize("NFD");
  const dead = marks[mark] && keyboard.get(mark);
  const letter = base === " " ? space : keyboard.get(base);
  return dead && letter && more.length === 0 ? [dead, letter] : undefined;
}

/** Each character of a text once that the layout cannot make. */
export function unmakeable(id: LayoutId, text: string): string[] {
  return [...new Set(charactersOf(text))].filter((character) => !strokesFor(id, character));
}

/** What is typed for a text: lines end with Enter whatever they were pasted with. */
export const charactersOf = (text: string): string[] => [
  ...text.replace(/\r\n?/g, "\n").normalize("NFC"),
];

import { describe, expect, test } from "vitest";
import { keyRows, layoutIds, layouts } from "./layouts";
import { charactersOf, strokesFor, unmakeable } from "./strokes";

const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");

/** `Shift+Digit7`, or two of them around a dead key. */
const typed = (layout: (typeof layoutIds)[number], character: string): string | undefined =>
  strokesFor(layout, character)
    ?.map(({ key, shift, altGr }) => `${shift ? "Shift+" : ""}${altGr ? "AltGr+" : ""}${key[1]}`)
    .join(" ");

describe.each(layoutIds)("%s", (layout) => {
  test("makes every character of ASCII, the end of a line and a tab", () => {
    expect(unmakeable(layout, `${ascii}\n\t`)).toEqual([]);
  });

  test("has no row longer than the keyboard", () => {
    for (const level of layouts[layout]) {
      for (const [row, made] of level.entries()) {
        expect([...made].length).toBeLessThanOrEqual(keyRows[row]?.length ?? 0);
      }
    }
  });

  test("makes no two characters with one stroke", () => {
    const strokes = [...ascii].map((character) => typed(layout, character));
    expect(new Set(strokes).size).toBe(strokes.length);
  });
});

test.each([
  ["us", "@", "Shift+Digit2"],
  ["gb", "@", "Shift+Quote"],
  ["gb", "£", "Shift+Digit3"],
  ["gb", "\\", "IntlBackslash"],
  ["de", "@", "AltGr+KeyQ"],
  ["de", "z", "KeyY"],
  ["de", "{", "AltGr+Digit7"],
  ["de", "^", "Backquote Space"],
  ["de", "ê", "Backquote KeyE"],
  ["de", "ß", "Minus"],
  ["fr", "1", "Shift+Digit1"],
  ["fr", "a", "KeyQ"],
  ["fr", "^", "AltGr+Digit9"],
  ["fr", "ê", "BracketLeft KeyE"],
  ["fr", "Ü", "Shift+BracketLeft Shift+KeyU"],
  ["es", "ñ", "Semicolon"],
  ["es", "á", "Quote KeyA"],
  ["es", "`", "BracketLeft Space"],
  ["it", "{", "Shift+AltGr+BracketLeft"],
  ["it", "é", "Shift+BracketLeft"],
  ["se", "~", "AltGr+BracketRight Space"],
  ["se", "$", "AltGr+Digit4"],
  ["jp", "@", "BracketLeft"],
  ["jp", "\\", "IntlYen"],
  ["jp", "_", "Shift+IntlRo"],
] as const)("%s makes %s with %s", (layout, character, strokes) => {
  expect(typed(layout, character)).toBe(strokes);
});

test("what a layout cannot make is named, each character once", () => {
  expect(unmakeable("us", "naïve 密码 naïve")).toEqual(["ï", "密", "码"]);
  expect(unmakeable("fr", "naïve")).toEqual([]);
});

test("a text from any system types one Enter a line, and composed characters", () => {
  expect(charactersOf("a\r\nb\rc\n")).toEqual(["a", "\n", "b", "\n", "c", "\n"]);
  expect(charactersOf("e\u0301")).toEqual(["é"]);
});

import { describe, expect, test } from "vitest";
import { chordOf, isSingleKey, type KeyLike, matchShortcut } from "./match";

const key = (name: string, more: Partial<KeyLike> = {}): KeyLike => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe("naming a key", () => {
  test.each([
    [key("k", { ctrlKey: true }), "mod+k"],
    [key("k", { metaKey: true }), "mod+k"],
    [key("K", { shiftKey: true }), "shift+k"],
    [key("?", { shiftKey: true }), "?"],
    [key("ArrowDown", { shiftKey: true }), "shift+arrowdown"],
    [key(" "), "space"],
  ])("%o is %s", (event, chord) => expect(chordOf(event)).toBe(chord));

  test("only characters without a modifier can be switched off", () => {
    expect([
      isSingleKey("x"),
      isSingleKey("?"),
      isSingleKey("mod+k"),
      isSingleKey("escape"),
    ]).toEqual([true, true, false, false]);
  });
});

describe("two keys in a row", () => {
  const shortcuts = new Map([
    ["g m", "machines"],
    ["m", "migrate"],
  ]);
  test("g then m goes to the machines and does not migrate", () => {
    const first = matchShortcut(shortcuts, "g", null);
    expect(first).toEqual({ handler: undefined, prefix: "g" });
    expect(matchShortcut(shortcuts, "m", first.prefix).handler).toBe("machines");
  });
  test("m alone migrates", () =>
    expect(matchShortcut(shortcuts, "m", null).handler).toBe("migrate"));
});

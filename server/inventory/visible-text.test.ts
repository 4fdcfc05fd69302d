import fc from "fast-check";
import { expect, it } from "vitest";
import { visibleText } from "./visible-text";

it.each([
  ["web-01", "web-01"],
  ["数据库-主", "数据库-主"],
  ["مرحبا", "مرحبا"],
  ["👩‍💻", "👩‍💻"],
  ["a\nb\tc", "a␊b␉c"],
  ["\x7f\x9b", "␡‹U+009B›"],
  ["abc\u202edef", "abc‹U+202E›def"],
  ["a\u200bb\ufeff", "a‹U+200B›b‹U+FEFF›"],
  ["\ud800x", "‹U+D800›x"],
  ["<script>alert(1)</script>", "<script>alert(1)</script>"],
])("%j is shown as %j", (text, expected) => {
  expect(visibleText(text, 100)).toBe(expected);
});

const anyCodePoint = fc.oneof(
  fc.integer({ min: 0, max: 0x10ffff }),
  fc.integer({ min: 0x2000, max: 0x2070 }),
  fc.integer({ min: 0, max: 0xa0 }),
);

it("never returns a control or bidi character, nor more than the bound allows", () => {
  fc.assert(
    fc.property(fc.array(anyCodePoint), fc.integer({ min: 1, max: 50 }), (points, max) => {
      const text = String.fromCodePoint(...points);
      const shown = visibleText(text, max);
      expect(shown).not.toMatch(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      expect([...shown].length).toBeLessThanOrEqual(max * 10);
    }),
  );
});

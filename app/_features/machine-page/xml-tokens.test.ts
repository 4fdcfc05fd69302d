import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { xmlLines, xmlTokens } from "./xml-tokens";

const joined = (text: string) =>
  xmlTokens(text)
    .map((token) => token.text)
    .join("");

describe("xmlTokens", () => {
  it("tells names, attributes, values and comments apart", () => {
    const kinds = xmlTokens(`<disk type='file'><!-- a > b --><target dev="vda"/></disk>`).map(
      ({ kind, text }) => `${kind}:${text}`,
    );
    expect(kinds).toEqual([
      "punctuation:<",
      "tag:disk",
      "text: ",
      "attribute:type",
      "punctuation:=",
      "value:'file'",
      "punctuation:>",
      "comment:<!-- a > b -->",
      "punctuation:<",
      "tag:target",
      "text: ",
      "attribute:dev",
      "punctuation:=",
      'value:"vda"',
      "punctuation:/>",
      "punctuation:</",
      "tag:disk",
      "punctuation:>",
    ]);
  });

  it("never changes a character, whatever a host sends", () => {
    const nasty = fc.string({
      unit: fc.constantFrom("<", ">", "/", "!", "-", "[", "]", "?", "'", '"', "=", "a", " ", "\n"),
    });
    fc.assert(fc.property(nasty, (text) => joined(text) === text));
    fc.assert(fc.property(fc.string(), (text) => joined(text) === text));
  });

  it("takes bounded time for a tag that never ends", () => {
    const text = `${"<a ".repeat(60_000)}${"<!--".repeat(50_000)}`;
    const started = performance.now();
    expect(joined(text)).toBe(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("xmlLines", () => {
  it("gives a line for each line of the text", () => {
    const text = "<a>\n  <!-- x\n  y -->\n</a>\n";
    const lines = xmlLines(text).map(({ tokens }) => tokens.map((token) => token.text).join(""));
    expect(lines).toEqual(["<a>", "  <!-- x", "  y -->", "</a>"]);
  });
});

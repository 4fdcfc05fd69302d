import { describe, expect, test } from "vitest";
import { rankText } from "./rank";

describe("ranking in the palette", () => {
  test("a beginning beats a word's beginning beats a part beats scattered letters", () => {
    const ranks = ["web-01", "old-web", "cobweb", "w-e-x-b"].map((text) => rankText("web", text));
    expect(ranks.toSorted((a, b) => b - a)).toEqual(ranks);
    expect(ranks.every((rank) => rank > 0)).toBe(true);
  });

  test("pinyin initials find a Chinese command", () => {
    expect(rankText("kj", "开机", ["kj", "kaiji"])).toBeGreaterThan(0);
    expect(rankText("gj", "开机", ["kj", "kaiji"])).toBe(0);
  });

  test("words in any order find the command", () =>
    expect(rankText("web mig", "Migrate web-01…")).toBeGreaterThan(0));

  test("nothing typed lets everything pass", () => expect(rankText(" ", "x")).toBe(1));
});

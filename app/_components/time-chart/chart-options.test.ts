import { describe, expect, it } from "vitest";
import { niceTop } from "./chart-options";

describe("niceTop", () => {
  it("is the next 1, 2 or 5 times a power of ten", () => {
    expect([0.3, 1, 1.2, 4, 6, 70, 1_100_000].map(niceTop)).toEqual([
      0.5, 1, 2, 5, 10, 100, 2_000_000,
    ]);
  });

  it("stays drawable without data", () => {
    expect([null, undefined, 0, -1, Number.NaN].map(niceTop)).toEqual([1, 1, 1, 1, 1]);
  });
});

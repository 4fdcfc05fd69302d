import { describe, expect, it } from "vitest";
import { topOfBits, topOfBytes } from "./chart-options";

const KIB = 1024;
const MIB = KIB * KIB;

describe("the top of an axis", () => {
  it("is a round figure of the unit that is written", () => {
    expect([11 * KIB, 90 * KIB, 1.91 * MIB, 700 * MIB, 1020 * MIB].map(topOfBytes)).toEqual([
      20 * KIB,
      100 * KIB,
      2 * MIB,
      1000 * MIB,
      KIB * MIB,
    ]);
    expect(topOfBits(1_000_000) * 8).toBe(10_000_000);
  });

  it("holds every value, and stays readable where there is next to nothing", () => {
    for (const value of [0, 1, 999, 1023 * KIB, 1024 * MIB, 5e12]) {
      expect(topOfBytes(value)).toBeGreaterThanOrEqual(value);
      expect(topOfBits(value)).toBeGreaterThanOrEqual(value);
    }
    expect([null, undefined, 0].map(topOfBytes)).toEqual([10 * KIB, 10 * KIB, 10 * KIB]);
  });
});

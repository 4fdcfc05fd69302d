import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linesInSight } from "./use-visible-lines";

describe("the lines in sight", () => {
  test("cover the box at every scroll position", () => {
    fc.assert(
      fc.property(
        fc.nat(200_000),
        fc.integer({ min: 1, max: 2_000 }),
        fc.constantFrom(28, 36, 44, 56),
        (scrollPx, boxPx, heightPx) => {
          const { from, to } = linesInSight(scrollPx, boxPx, heightPx);
          expect(from * heightPx).toBeLessThanOrEqual(scrollPx);
          expect(to * heightPx).toBeGreaterThanOrEqual(scrollPx + boxPx);
        },
      ),
    );
  });

  test("stay the same while the scroll moves within a step", () =>
    expect(linesInSight(36 * 4, 900, 36)).toEqual(linesInSight(36 * 8 - 1, 900, 36)));
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tooltipPlace } from "./tooltip-place";

const view = { width: 1_000, height: 600 };
const size = { width: 100, height: 24 };

describe("the place of a tooltip", () => {
  test("is in the middle above its anchor when there is room", () =>
    expect(
      tooltipPlace({
        anchor: { left: 400, top: 300, width: 40, height: 30 },
        size,
        view,
        side: "top",
      }),
    ).toEqual({ left: 370, top: 270 }));

  test("is on the other side when there is none", () =>
    expect(
      tooltipPlace({
        anchor: { left: 400, top: 4, width: 40, height: 30 },
        size,
        view,
        side: "top",
      }).top,
    ).toBe(40));

  test("never leaves the screen", () => {
    const anchor = fc.record({
      left: fc.integer({ min: 0, max: 990 }),
      top: fc.integer({ min: 0, max: 590 }),
      width: fc.integer({ min: 1, max: 200 }),
      height: fc.integer({ min: 1, max: 60 }),
    });
    const side = fc.constantFrom(
      "top" as const,
      "right" as const,
      "bottom" as const,
      "left" as const,
    );
    fc.assert(
      fc.property(anchor, side, (a, s) => {
        const { left, top } = tooltipPlace({ anchor: a, size, view, side: s });
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(left + size.width).toBeLessThanOrEqual(view.width);
        expect(top + size.height).toBeLessThanOrEqual(view.height);
      }),
    );
  });
});

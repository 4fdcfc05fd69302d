import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConsoleEnd } from "../end";
import { Framebuffer } from "./framebuffer";
import { rawTiles } from "./testing/zrle-bytes";
import { decodeZrle } from "./zrle";

const [red, green, blue] = [0x0000ff, 0x00ff00, 0xff0000];
const [R, G, B] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
];

/** A rectangle of this size at (0, 0), as decoded. */
function decoded(width: number, height: number, bytes: number[]): number[] {
  const frame = new Framebuffer(width, height);
  decodeZrle(Buffer.from(bytes), { x: 0, y: 0, width, height }, frame);
  return [...frame.pixels];
}

describe("each kind of tile", () => {
  test.each([
    ["raw", [0, ...R, ...G, ...B, ...R], [red, green, blue, red]],
    ["one colour", [1, ...G], [green, green, green, green]],
    [
      "two colours, a bit each",
      [2, ...R, ...G, 0b0100_0000, 0b1000_0000],
      [red, green, green, red],
    ],
    ["three, two bits", [3, ...R, ...G, ...B, 0b0010_0000, 0b0100_0000], [red, blue, green, red]],
    ["five, four bits", [5, ...R, ...G, ...B, ...R, ...R, 0x12, 0x00], [green, blue, red, red]],
    ["runs", [128, ...R, 2, ...B, 0], [red, red, red, blue]],
    ["runs of a palette", [130, ...R, ...G, 0, 129, 1, 0], [red, green, green, red]],
  ])("%s", (_name, bytes, pixels) => {
    expect(decoded(2, 2, bytes)).toEqual(pixels);
  });

  test("a run longer than a byte, over the end of a row", () => {
    expect(
      decoded(64, 64, [
        128,
        ...R,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        15,
      ]),
    ).toEqual(Array.from({ length: 4096 }, () => red));
  });
});

test("tiles go left to right, top to bottom, and the last ones are smaller", () => {
  const colourAt = (x: number, y: number) => x * 256 + y;
  const pixels = decoded(70, 66, rawTiles(70, 66, colourAt));
  const expected = Array.from({ length: 70 * 66 }, (_, i) => colourAt(i % 70, Math.floor(i / 70)));
  expect(pixels).toEqual(expected);
});

describe("data that is none ends the console", () => {
  test.each([
    ["cut short", [0, ...R, ...G]],
    ["no type", []],
    ["a type that does not exist", [17, ...R]],
    ["a palette of runs with one colour", [129, ...R]],
    ["a run past the tile", [128, ...R, 4]],
    ["a colour outside the palette", [3, ...R, ...G, ...B, 0b1100_0000, 0]],
  ])("%s", (_name, bytes) => {
    expect(() => decoded(2, 2, bytes)).toThrow(ConsoleEnd);
  });

  test("random bytes never do anything else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          decoded(9, 5, [...bytes]);
        } catch (error) {
          expect(error).toBeInstanceOf(ConsoleEnd);
        }
      }),
    );
  });
});

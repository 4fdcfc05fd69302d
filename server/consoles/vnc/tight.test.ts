import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeTight } from "./tight";

/** As a browser reads it: the pixels again. */
function decoded(bytes: Buffer, width: number, height: number): number[] {
  let at = 0;
  const take = (count: number) => {
    at += count;
    return bytes.subarray(at - count, at);
  };
  const colours = (data: Buffer) =>
    Array.from({ length: data.length / 3 }, (_, i) => data.readUIntLE(i * 3, 3));
  const body = (size: number) => {
    if (size < 12) return take(size);
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = take(1).readUInt8();
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return inflateSync(take(length));
  };
  const read = (): number[] => {
    const control = take(1).readUInt8();
    if (control === 0x80) {
      const [colour = 0] = colours(take(3));
      return Array.from({ length: width * height }, () => colour);
    }
    if (control === 0x01) return colours(body(width * height * 3));
    expect([control, ...take(1)]).toEqual([0x41, 1]);
    const palette = colours(take(3 * (take(1).readUInt8() + 1)));
    const isMono = palette.length === 2;
    const rowBytes = isMono ? Math.ceil(width / 8) : width;
    const data = body(rowBytes * height);
    return Array.from({ length: width * height }, (_, i) => {
      const [x, row] = [i % width, Math.floor(i / width) * rowBytes];
      const index = isMono
        ? ((data[row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
        : (data[row + x] ?? 0);
      return palette[index] ?? -1;
    });
  };
  const pixels = read();
  expect(at).toBe(bytes.length);
  return pixels;
}

describe("what is encoded is what is decoded", () => {
  test.each([1, 2, 3, 16, 256, 257, 4096])("%i colours", (count) => {
    const pixels = Uint32Array.from(
      { length: 4096 },
      (_, i) => ((i % count) * 2_654_435) & 0xffffff,
    );
    expect(decoded(encodeTight(pixels, 64), 64, 64)).toEqual([...pixels]);
  });

  test("any small rectangle of any colours", () => {
    const size = fc.record({
      width: fc.integer({ min: 1, max: 20 }),
      height: fc.integer({ min: 1, max: 9 }),
    });
    const seeds = fc.array(fc.integer({ min: 0, max: 0xffffff }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(size, seeds, ({ width, height }, seed) => {
        const pixels = Uint32Array.from(
          { length: width * height },
          (_, i) => seed[(i * i) % seed.length] ?? 0,
        );
        expect(decoded(encodeTight(pixels, width), width, height)).toEqual([...pixels]);
      }),
    );
  });
});

test("a tile of one colour takes four bytes, and of text a few hundred", () => {
  expect(encodeTight(new Uint32Array(4096).fill(0x101010), 64)).toHaveLength(4);
  const text = Uint32Array.from({ length: 4096 }, (_, i) =>
    i % 7 === (i >> 9) % 7 ? 0xffffff : 0,
  );
  expect(encodeTight(text, 64).length).toBeLessThan(400);
});

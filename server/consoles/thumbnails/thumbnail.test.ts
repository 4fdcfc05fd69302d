import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { encodePng } from "./png";
import { decodePpm } from "./ppm";
import { shrink } from "./shrink";

const ppm = (width: number, height: number, rgb: number[], head = "P6\n") =>
  Buffer.concat([Buffer.from(`${head}${width} ${height}\n255\n`), Buffer.from(rgb)]);

describe("a dumped screen", () => {
  test("is read, with comments and whatever white space", () => {
    const rgb = [1, 2, 3, 4, 5, 6];
    const image = { width: 2, height: 1, rgb: Buffer.from(rgb) };
    expect(decodePpm(ppm(2, 1, rgb))).toEqual(image);
    expect(decodePpm(ppm(2, 1, rgb, "P6 # made by QEMU\n"))).toEqual(image);
  });

  test.each([
    ["another format", Buffer.from("P5\n1 1\n255\n0")],
    ["cut short", ppm(2, 2, [1, 2, 3])],
    ["of no size", ppm(0, 0, [])],
    ["of absurd size", Buffer.from("P6\n99999 99999\n255\n")],
    ["nothing", Buffer.alloc(0)],
  ])("that is %s is no image", (_name, bytes) => {
    expect(decodePpm(bytes)).toBeNull();
  });
});

test("a pixel of a smaller image is the mean of those it stands for, and small ones stay", () => {
  const image = {
    width: 4,
    height: 2,
    rgb: Buffer.from(Array.from({ length: 24 }, (_, i) => i * 10)),
  };
  expect(shrink(image, 2)).toEqual({
    width: 2,
    height: 1,
    rgb: Buffer.from([75, 85, 95, 135, 145, 155]),
  });
  expect(shrink(image, 4)).toEqual(image);
  const wide = shrink({ width: 1920, height: 1080, rgb: Buffer.alloc(1920 * 1080 * 3) }, 320);
  expect([wide.width, wide.height]).toEqual([320, 180]);
});

test("a PNG holds the same pixels", async () => {
  const rgb = Buffer.from(Array.from({ length: 27 }, (_, i) => (i * 91) % 256));
  const png = await encodePng({ width: 3, height: 3, rgb });
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  const at = png.indexOf("IDAT");
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const pixels = Buffer.alloc(27);
  for (let i = 0; i < 27; i++) {
    const [y, x] = [Math.floor(i / 9), i % 9];
    pixels[i] = (rows[y * 10 + 1 + x] ?? 0) + (y === 0 ? 0 : (pixels[i - 9] ?? 0));
  }
  expect(pixels).toEqual(rgb);
  // The checksum of an empty IEND chunk, as in every PNG there is.
  expect(png.subarray(-4).toString("hex")).toBe("ae426082");
});

import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodePng } from "./decode-png";
import { encodePng } from "./encode-png";
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

/** A PNG of these filtered rows, its checksums left at zero. */
function pngOf(header: number[], rows: Buffer): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const parts = [chunk("IHDR", Buffer.from(header)), chunk("IDAT", deflateSync(rows))];
  return Buffer.concat([signature, ...parts, chunk("IEND", Buffer.alloc(0))]);
}

describe("a PNG", () => {
  const rgb = Buffer.from(Array.from({ length: 27 }, (_, i) => (i * 91) % 256));

  test("that is written is read as the same pixels", async () => {
    const image = { width: 3, height: 3, rgb };
    expect(await decodePng(await encodePng(image))).toEqual(image);
  });

  test("is read with each of the five filters, and without its alpha", async () => {
    // Each row is worked out by hand from the one above: 10 20 30 | 11 22 33.
    const rows = [
      [0, 10, 20, 30, 255, 11, 22, 33, 255],
      [1, 10, 20, 30, 255, 1, 2, 3, 0],
      [2, 0, 0, 0, 0, 0, 0, 0, 0],
      [3, 5, 10, 15, 128, 1, 1, 2, 0],
      [4, 0, 0, 0, 0, 0, 0, 0, 0],
    ];
    const header = [0, 0, 0, 2, 0, 0, 0, 5, 8, 6, 0, 0, 0];
    const image = await decodePng(pngOf(header, Buffer.from(rows.flat())));
    const row = [10, 20, 30, 11, 22, 33];
    expect([...(image?.rgb ?? [])]).toEqual([row, row, row, row, row].flat());
  });

  test.each([
    ["of another colour type", [0, 0, 0, 1, 0, 0, 0, 1, 8, 3, 0, 0, 0], Buffer.alloc(4)],
    ["interlaced", [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 1], Buffer.alloc(4)],
    ["of absurd size", [0xff, 0, 0, 0, 0xff, 0, 0, 0, 8, 2, 0, 0, 0], Buffer.alloc(4)],
    ["that inflates without bound", [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0], Buffer.alloc(9e6)],
    ["cut short", [0, 0, 0, 9, 0, 0, 0, 9, 8, 2, 0, 0, 0], Buffer.alloc(4)],
  ])("%s is no image", async (_name, header, rows) => {
    expect(await decodePng(pngOf(header, rows))).toBeNull();
  });
});

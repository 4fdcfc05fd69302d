import { promisify } from "node:util";
import { inflate } from "node:zlib";
import type { RgbImage } from "./ppm";

const inflateAsync = promisify(inflate);
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MAX_PIXELS = 1 << 24;
/** Bytes a pixel of the colour types QEMU may write: true colour, without and with alpha. */
const bytesPerPixel: Partial<Record<number, number>> = { 2: 3, 6: 4 };

interface Header {
  width: number;
  height: number;
  pixelBytes: number;
}

/** A PNG of 8-bit true colour, not interlaced, as newer QEMU dumps a screen; null for anything else. */
export async function decodePng(bytes: Buffer): Promise<RgbImage | null> {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) return null;
  const chunks = [...chunksOf(bytes)];
  const header = readHeader(chunks.find(({ type }) => type === "IHDR")?.data);
  if (!header) return null;
  const { width, height, pixelBytes } = header;
  const data = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map((c) => c.data));
  const length = height * (width * pixelBytes + 1);
  // One byte more than there may be: what inflates further is refused, never collected.
  const rows = await inflateAsync(data, { maxOutputLength: length + 1 }).catch(() => null);
  return rows?.length === length ? { width, height, rgb: unfiltered(rows, header) } : null;
}

function* chunksOf(bytes: Buffer): Generator<{ type: string; data: Buffer }> {
  let at = SIGNATURE.length;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    yield { type, data: bytes.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

function readHeader(data: Buffer | undefined): Header | null {
  if (data?.length !== 13) return null;
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const [depth, colourType = 0, , , interlace] = data.subarray(8);
  const pixelBytes = bytesPerPixel[colourType];
  const isSane = width > 0 && height > 0 && width * height <= MAX_PIXELS;
  return pixelBytes && isSane && depth === 8 && interlace === 0
    ? { width, height, pixelBytes }
    : null;
}

/** Undoes each row's filter in place (PNG, clause 9) and leaves the alpha out. */
function unfiltered(rows: Buffer, { width, height, pixelBytes }: Header): Buffer {
  const rowBytes = width * pixelBytes;
  const rgb = Buffer.allocUnsafe(width * height * 3);
  for (let y = 0; y < height; y++) {
    const start = y * (rowBytes + 1) + 1;
    const filter = rows[start - 1] ?? 0;
    for (let i = 0; i < rowBytes; i++) {
      const at = start + i;
      const left = i < pixelBytes ? 0 : (rows[at - pixelBytes] ?? 0);
      const up = y === 0 ? 0 : (rows[at - rowBytes - 1] ?? 0);
      const upLeft = i < pixelBytes || y === 0 ? 0 : (rows[at - rowBytes - 1 - pixelBytes] ?? 0);
      rows[at] = (rows[at] ?? 0) + predicted(filter, left, up, upLeft);
    }
    for (let x = 0; x < width; x++) {
      const from = start + x * pixelBytes;
      rows.copy(rgb, (y * width + x) * 3, from, from + 3);
    }
  }
  return rgb;
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, upLeft) : 0;
}

/** Whichever of the three is nearest to left + up - upLeft, in this order where two are as near. */
function paeth(left: number, up: number, upLeft: number): number {
  const [toLeft, toUp] = [Math.abs(up - upLeft), Math.abs(left - upLeft)];
  const toUpLeft = Math.abs(left + up - 2 * upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

/*
 * One rectangle in Tight encoding (the community's registry, encoding 7), lossless and complete in
 * itself: zlib stream 0 is reset by every rectangle, so the same bytes serve every viewer, whatever
 * it has been sent before.
 *
 *     1 colour      80, colour
 *     2 colours     41 01 01, both, length, zlib(1 bit a pixel, rows padded to bytes)
 *     3–256         41 01 n-1, colours, length, zlib(1 byte a pixel)
 *     more          01, length, zlib(3 bytes a pixel)
 *
 * A length takes 7 bits a byte, lowest first, three bytes at most. Data under 12 bytes is neither
 * compressed nor preceded by a length.
 */
import { deflateSync } from "node:zlib";
import { Palette } from "./palette";

const FILL = 0x80;
const BASIC_RESET = 0x01;
const BASIC_RESET_FILTER = 0x41;
const PALETTE_FILTER = 1;
const UNCOMPRESSED_BELOW = 12;
/** Small windows: a tile is 12 KiB, and what zlib allocates for each costs more than it finds. */
const compression = { level: 1, windowBits: 13, memLevel: 7 };

/** `pixels` of a rectangle of `width`, row by row. */
export function encodeTight(pixels: Uint32Array, width: number): Buffer {
  const palette = Palette.of(pixels);
  if (!palette) {
    return Buffer.concat([Buffer.from([BASIC_RESET]), compressed(trueColour(pixels))]);
  }
  const { colours } = palette;
  if (colours.length === 1) return Buffer.concat([Buffer.from([FILL]), trueColour(colours)]);
  const head = Buffer.from([BASIC_RESET_FILTER, PALETTE_FILTER, colours.length - 1]);
  const body = colours.length === 2 ? bits(pixels, palette, width) : indices(pixels, palette);
  return Buffer.concat([head, trueColour(colours), compressed(body)]);
}

function trueColour(pixels: Uint32Array): Buffer {
  const out = Buffer.allocUnsafe(pixels.length * 3);
  let at = 0;
  for (const pixel of pixels) {
    out[at] = pixel;
    out[at + 1] = pixel >>> 8;
    out[at + 2] = pixel >>> 16;
    at += 3;
  }
  return out;
}

function indices(pixels: Uint32Array, palette: Palette): Buffer {
  const out = Buffer.allocUnsafe(pixels.length);
  let last = -1;
  let index = 0;
  for (let at = 0; at < pixels.length; at++) {
    const pixel = pixels[at] ?? 0;
    if (pixel !== last) {
      last = pixel;
      index = palette.indexOf(pixel);
    }
    out[at] = index;
  }
  return out;
}

function bits(pixels: Uint32Array, palette: Palette, width: number): Buffer {
  const rowBytes = Math.ceil(width / 8);
  const out = Buffer.alloc(rowBytes * (pixels.length / width));
  const set = palette.colours[1];
  for (let at = 0; at < pixels.length; at++) {
    if (pixels[at] !== set) continue;
    const column = at % width;
    const byte = Math.floor(at / width) * rowBytes + (column >> 3);
    out[byte] = (out[byte] ?? 0) | (0x80 >> (column & 7));
  }
  return out;
}

function compressed(data: Buffer): Buffer {
  if (data.length < UNCOMPRESSED_BELOW) return data;
  const zipped = deflateSync(data, compression);
  return Buffer.concat([compactLength(zipped.length), zipped]);
}

function compactLength(length: number): Buffer {
  if (length < 1 << 7) return Buffer.from([length]);
  if (length < 1 << 14) return Buffer.from([(length & 0x7f) | 0x80, length >> 7]);
  return Buffer.from([(length & 0x7f) | 0x80, ((length >> 7) & 0x7f) | 0x80, length >> 14]);
}

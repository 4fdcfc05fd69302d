/*
 * ZRLE (RFC 6143 §7.7.6), after zlib: tiles of 64 × 64, each with a type and pixels of three bytes.
 *
 *     0          raw
 *     1          one colour
 *     2–16       palette of so many colours, packed indices of 1, 2 or 4 bits, rows padded to bytes
 *     128        runs of colours
 *     130–255    palette of (type - 128), runs of indices
 *
 * A run's length is 1 plus a chain of bytes that ends with one below 255.
 */
import { ConsoleEnd } from "../end";
import type { Framebuffer, Rect } from "./framebuffer";

const TILE = 64;
const BYTES_PER_PIXEL = 3;
const RUNS = 128;
const MOST_PACKED = 16;

/** The most a rectangle of this size can be before zlib. */
export const zrleLimit = ({ width, height }: Rect): number =>
  width * height * 4 + Math.ceil(width / TILE) * Math.ceil(height / TILE) * 512;

/** Draws a rectangle; throws ConsoleEnd `protocolBroken` at data that is none. */
export function decodeZrle(data: Buffer, rect: Rect, frame: Framebuffer): void {
  const cursor = new TileReader(data);
  for (let y = rect.y; y < rect.y + rect.height; y += TILE) {
    const height = Math.min(TILE, rect.y + rect.height - y);
    for (let x = rect.x; x < rect.x + rect.width; x += TILE) {
      const width = Math.min(TILE, rect.x + rect.width - x);
      const tile = cursor.tile(width, height);
      for (let row = 0; row < height; row++) {
        const start = (y + row) * frame.width + x;
        frame.pixels.set(tile.subarray(row * width, (row + 1) * width), start);
      }
    }
  }
}

class TileReader {
  private readonly data: Buffer;
  private readonly buffer = new Uint32Array(TILE * TILE);
  private at = 0;

  constructor(data: Buffer) {
    this.data = data;
  }

  /** Valid until the next one. */
  tile(width: number, height: number): Uint32Array {
    const out = this.buffer.subarray(0, width * height);
    const type = this.byte();
    if (type === 0) this.raw(out);
    else if (type === 1) out.fill(this.pixel());
    else if (type <= MOST_PACKED) this.packed(out, this.palette(type), width);
    else if (type === RUNS) this.runs(out, () => this.pixel());
    else if (type >= RUNS + 2) this.indexedRuns(out, this.palette(type - RUNS));
    else throw new ConsoleEnd("protocolBroken", `ZRLE tile ${type}`);
    return out;
  }

  private byte(): number {
    const value = this.data[this.at];
    if (value === undefined) throw new ConsoleEnd("protocolBroken", "a ZRLE tile is cut short");
    this.at += 1;
    return value;
  }

  private pixel(): number {
    const { data, at } = this;
    if (at + BYTES_PER_PIXEL > data.length) {
      throw new ConsoleEnd("protocolBroken", "a ZRLE tile is cut short");
    }
    this.at = at + BYTES_PER_PIXEL;
    return (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16);
  }

  private raw(out: Uint32Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.pixel();
  }

  private palette(count: number): Uint32Array {
    const colours = new Uint32Array(count);
    this.raw(colours);
    return colours;
  }

  private packed(out: Uint32Array, palette: Uint32Array, width: number): void {
    const bits = palette.length === 2 ? 1 : palette.length <= 4 ? 2 : 4;
    const mask = (1 << bits) - 1;
    for (let start = 0; start < out.length; start += width) {
      let byte = 0;
      let left = 0;
      for (let column = 0; column < width; column++) {
        if (left === 0) {
          byte = this.byte();
          left = 8;
        }
        left -= bits;
        out[start + column] = colourOf(palette, (byte >> left) & mask);
      }
    }
  }

  private runs(out: Uint32Array, next: () => number): void {
    for (let at = 0; at < out.length; ) {
      const colour = next();
      at = fillRun(out, { at, length: this.runLength(), colour });
    }
  }

  private indexedRuns(out: Uint32Array, palette: Uint32Array): void {
    for (let at = 0; at < out.length; ) {
      const index = this.byte();
      const length = index >= RUNS ? this.runLength() : 1;
      at = fillRun(out, { at, length, colour: colourOf(palette, index % RUNS) });
    }
  }

  private runLength(): number {
    let length = 1;
    for (let byte = this.byte(); ; byte = this.byte()) {
      length += byte;
      if (byte !== 255) return length;
    }
  }
}

function fillRun(
  out: Uint32Array,
  { at, length, colour }: { at: number; length: number; colour: number },
): number {
  if (at + length > out.length) throw new ConsoleEnd("protocolBroken", "a ZRLE run too long");
  out.fill(colour, at, at + length);
  return at + length;
}

function colourOf(palette: Uint32Array, index: number): number {
  const colour = palette[index];
  if (colour === undefined) throw new ConsoleEnd("protocolBroken", "a colour outside the palette");
  return colour;
}

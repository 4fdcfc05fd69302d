import { ConsoleEnd } from "../end";

export const TILE_SIDE = 64;
/** 64 MiB of pixels: 4096 × 4096, more than any display a guest has. */
const MAX_PIXELS = 1 << 24;

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * What a display shows, in tiles that remember when they last changed. A viewer is one number (the
 * change it has seen): whoever is slow simply finds more tiles newer than that, in their latest state.
 */
export class Framebuffer {
  readonly width: number;
  readonly height: number;
  /** Red in the lowest byte, then green and blue. */
  readonly pixels: Uint32Array;
  readonly columns: number;
  readonly rows: number;
  /** Zero for what has never been drawn: nobody is sent a black square for it. */
  private readonly changedAt: Float64Array;
  private count = 0;

  /** Throws ConsoleEnd `protocolBroken` when no display can be meant. */
  constructor(width: number, height: number) {
    if (width * height > MAX_PIXELS) {
      throw new ConsoleEnd("protocolBroken", `a display of ${width} × ${height} pixels`);
    }
    this.width = width;
    this.height = height;
    this.pixels = new Uint32Array(width * height);
    this.columns = Math.ceil(width / TILE_SIDE);
    this.rows = Math.ceil(height / TILE_SIDE);
    this.changedAt = new Float64Array(this.columns * this.rows);
  }

  /** The latest change. */
  get change(): number {
    return this.count;
  }

  /** Throws ConsoleEnd `protocolBroken` when the rectangle is not inside. */
  check({ x, y, width, height }: Rect): void {
    if (x + width > this.width || y + height > this.height) {
      throw new ConsoleEnd("protocolBroken", "a rectangle outside the display");
    }
  }

  /** Says that the pixels of a rectangle are new. */
  touch({ x, y, width, height }: Rect): void {
    if (width === 0 || height === 0) return;
    this.count += 1;
    const lastColumn = Math.floor((x + width - 1) / TILE_SIDE);
    const lastRow = Math.floor((y + height - 1) / TILE_SIDE);
    for (let row = Math.floor(y / TILE_SIDE); row <= lastRow; row++) {
      for (let column = Math.floor(x / TILE_SIDE); column <= lastColumn; column++) {
        this.changedAt[row * this.columns + column] = this.count;
      }
    }
  }

  changeOf(tile: number): number {
    return this.changedAt[tile] ?? 0;
  }

  /** The tiles that changed after `seen`. */
  newerThan(seen: number): number[] {
    const tiles: number[] = [];
    for (let tile = 0; tile < this.changedAt.length; tile++) {
      if (this.changeOf(tile) > seen) tiles.push(tile);
    }
    return tiles;
  }

  tileRect(tile: number): Rect {
    const x = (tile % this.columns) * TILE_SIDE;
    const y = Math.floor(tile / this.columns) * TILE_SIDE;
    const width = Math.min(TILE_SIDE, this.width - x);
    const height = Math.min(TILE_SIDE, this.height - y);
    return { x, y, width, height };
  }

  /** One rectangle's pixels, row by row. */
  read({ x, y, width, height }: Rect): Uint32Array {
    const out = new Uint32Array(width * height);
    for (let row = 0; row < height; row++) {
      const start = (y + row) * this.width + x;
      out.set(this.pixels.subarray(start, start + width), row * width);
    }
    return out;
  }
}

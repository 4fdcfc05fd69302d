import { constants, createDeflate } from "node:zlib";

const pixel = (colour: number) => [colour & 0xff, (colour >> 8) & 0xff, colour >> 16];

/** The zlib stream of a display, one piece a rectangle. */
export class ZrleStream {
  private readonly stream = createDeflate({ level: 1 });

  async piece(data: readonly number[]): Promise<Buffer> {
    const parts: Buffer[] = [];
    const collect = (part: Buffer) => parts.push(part);
    this.stream.on("data", collect);
    this.stream.write(Buffer.from(data));
    await new Promise<void>((resolve) => this.stream.flush(constants.Z_SYNC_FLUSH, resolve));
    this.stream.off("data", collect);
    return Buffer.concat(parts);
  }
}

/** Raw tiles of a whole rectangle. */
export function rawTiles(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => number,
) {
  const bytes: number[] = [];
  for (let top = 0; top < height; top += 64) {
    for (let left = 0; left < width; left += 64) {
      bytes.push(0);
      for (let y = top; y < Math.min(top + 64, height); y++) {
        for (let x = left; x < Math.min(left + 64, width); x++)
          bytes.push(...pixel(colourAt(x, y)));
      }
    }
  }
  return bytes;
}

import { Framebuffer } from "./framebuffer";
import { encodings, rectHead } from "./rfb";
import { encodeTight } from "./tight";

interface Encoded {
  change: number;
  bytes: Buffer;
}

/** All that a display has said of what it looks like; each viewer compares it with what it was sent. */
export class Picture {
  frame: Framebuffer = new Framebuffer(0, 0);
  /** The cursor's and the keyboard lights' rectangles, as the display sent them last. */
  cursor: Buffer | undefined;
  leds: Buffer | undefined;
  /** The display takes key events that name the physical key. */
  extendedKeys = false;
  /** Time spent on this display since it was last asked for a picture. */
  spentMs = 0;
  private encoded: (Encoded | undefined)[] = [];

  resize(width: number, height: number): void {
    this.frame = new Framebuffer(width, height);
    this.encoded = [];
  }

  /** A tile as it is now, in Tight, encoded once for all who have not seen it. */
  tight(tile: number): Buffer {
    const change = this.frame.changeOf(tile);
    const known = this.encoded[tile];
    if (known?.change === change) return known.bytes;
    const startedAt = performance.now();
    const rect = this.frame.tileRect(tile);
    const body = encodeTight(this.frame.read(rect), rect.width);
    const bytes = Buffer.concat([rectHead(rect, encodings.tight), body]);
    this.encoded[tile] = { change, bytes };
    this.spentMs += performance.now() - startedAt;
    return bytes;
  }

  /** For a viewer that knows no Tight. */
  raw(tile: number): Buffer {
    const rect = this.frame.tileRect(tile);
    const pixels = this.frame.read(rect);
    const body = Buffer.allocUnsafe(pixels.length * 4);
    pixels.forEach((pixel, index) => {
      body.writeUInt32LE(pixel, index * 4);
    });
    return Buffer.concat([rectHead(rect, encodings.raw), body]);
  }
}

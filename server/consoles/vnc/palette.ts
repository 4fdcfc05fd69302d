const MAX_COLOURS = 256;
const SLOTS = 1024;
const FREE = -1;

/** The colours of a rectangle, when they are few: an open hash of what has been met. */
export class Palette {
  private readonly list = new Uint32Array(MAX_COLOURS);
  private readonly slots = new Int16Array(SLOTS).fill(FREE);
  private count = 0;

  /** undefined when there are more than 256. */
  static of(pixels: Uint32Array): Palette | undefined {
    const palette = new Palette();
    let last = -1;
    for (const pixel of pixels) {
      if (pixel === last) continue;
      last = pixel;
      if (!palette.add(pixel)) return undefined;
    }
    return palette;
  }

  get colours(): Uint32Array {
    return this.list.subarray(0, this.count);
  }

  indexOf(colour: number): number {
    return this.slots[this.slotOf(colour)] ?? FREE;
  }

  private add(colour: number): boolean {
    const slot = this.slotOf(colour);
    if (this.slots[slot] !== FREE) return true;
    if (this.count === MAX_COLOURS) return false;
    this.list[this.count] = colour;
    this.slots[slot] = this.count;
    this.count += 1;
    return true;
  }

  /** Where the colour is, or would be; a quarter full at most, so the walk is short. */
  private slotOf(colour: number): number {
    let slot = Math.imul(colour, 0x9e3779b1) >>> 22;
    for (;;) {
      const index = this.slots[slot] ?? FREE;
      if (index === FREE || this.list[index] === colour) return slot;
      slot = (slot + 1) % SLOTS;
    }
  }
}

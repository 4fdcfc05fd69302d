import { ConsoleEnd } from "../end";

/** A display's bytes in exact numbers; nothing is read ahead of what is asked for but one piece. */
export class DisplayReader {
  private readonly pieces: AsyncIterator<Buffer>;
  private rest: Buffer;

  constructor(pieces: AsyncIterable<Buffer>, rest: Buffer = Buffer.alloc(0)) {
    this.pieces = pieces[Symbol.asyncIterator]();
    this.rest = rest;
  }

  /** Rejects with ConsoleEnd `displayClosed` when the display ends first. */
  async take(count: number): Promise<Buffer> {
    if (this.rest.length < count) await this.gather(count);
    const taken = this.rest.subarray(0, count);
    this.rest = this.rest.subarray(count);
    return taken;
  }

  /** Lets bytes pass without keeping them. */
  async skip(count: number): Promise<void> {
    let left = count;
    while (left > this.rest.length) {
      left -= this.rest.length;
      this.rest = await this.next();
    }
    this.rest = this.rest.subarray(left);
  }

  private async gather(count: number): Promise<void> {
    const parts = [this.rest];
    let bytes = this.rest.length;
    while (bytes < count) {
      const part = await this.next();
      parts.push(part);
      bytes += part.length;
    }
    this.rest = Buffer.concat(parts, bytes);
  }

  private async next(): Promise<Buffer> {
    const next = await this.pieces.next().catch(() => ({ done: true as const, value: undefined }));
    if (next.done) throw new ConsoleEnd("displayClosed", "the display hung up");
    return next.value;
  }
}

const LINE_FEED = 0x0a;

/** The last bytes of a console, at most `maxBytes`, from the start of a line on where there is one. */
export class Scrollback {
  private readonly maxBytes: number;
  private chunks: Uint8Array[] = [];
  private bytes = 0;
  private cut = false;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  push(chunk: Uint8Array): void {
    this.chunks.push(chunk.slice(-this.maxBytes));
    this.bytes += Math.min(chunk.length, this.maxBytes);
    this.cut ||= chunk.length > this.maxBytes;
    // Up to twice the size is held, so that trimming is rare.
    if (this.bytes > 2 * this.maxBytes || this.chunks.length > 4096) this.trim();
  }

  read(): Buffer {
    this.trim();
    const all = this.chunks[0] ?? new Uint8Array();
    const from = this.cut ? all.indexOf(LINE_FEED) + 1 : 0;
    return Buffer.from(all.subarray(from));
  }

  private trim(): void {
    const all = Buffer.concat(this.chunks);
    this.cut ||= all.length > this.maxBytes;
    const kept = Buffer.from(all.subarray(-this.maxBytes));
    this.chunks = kept.length === 0 ? [] : [kept];
    this.bytes = kept.length;
  }
}

import { ConsoleEnd } from "../end";

const MAX_BYTES = 65_536;

/** Bytes as they arrive, taken out in exact numbers; a handshake needs few. */
export class ByteQueue {
  private bytes: Buffer = Buffer.alloc(0);

  get length(): number {
    return this.bytes.length;
  }

  push(chunk: Buffer): void {
    if (this.bytes.length + chunk.length > MAX_BYTES) {
      throw new ConsoleEnd("protocolBroken", "too many bytes before the handshake's end");
    }
    this.bytes = this.bytes.length === 0 ? chunk : Buffer.concat([this.bytes, chunk]);
  }

  peek(at: number): number | undefined {
    return this.bytes[at];
  }

  /** undefined while there are fewer. */
  take(count: number): Buffer | undefined {
    if (this.bytes.length < count) return undefined;
    const taken = this.bytes.subarray(0, count);
    this.bytes = this.bytes.subarray(count);
    return taken;
  }

  takeAll(): Buffer {
    const all = this.bytes;
    this.bytes = Buffer.alloc(0);
    return all;
  }
}

import type { Duplex } from "node:stream";

/**
 * Puts messages on a byte stream, in order.
 *
 * Plain transports: everything sent in one turn of the event loop leaves in one system call.
 * TLS: one message, its write callback, then the next. The daemon polls the socket and not its TLS
 * library, so a second message inside one TLS record would lie there until new bytes arrive.
 */
interface Waiting {
  packet: Buffer;
  flushed: (() => void) | undefined;
}

export class Outbox {
  bytesOut = 0;
  private readonly stream: Duplex;
  private readonly oneMessagePerWrite: boolean;
  private readonly waiting: Waiting[] = [];
  private writing = false;
  private corked = false;

  constructor(stream: Duplex, oneMessagePerWrite: boolean) {
    this.stream = stream;
    this.oneMessagePerWrite = oneMessagePerWrite;
  }

  /** `flushed` is called once the transport has taken the bytes, or never if it fails first. */
  push(packet: Buffer, flushed?: () => void): void {
    this.bytesOut += packet.length;
    if (this.oneMessagePerWrite) {
      this.waiting.push({ packet, flushed });
      if (!this.writing) this.writeNext();
      return;
    }
    if (!this.corked) {
      this.corked = true;
      this.stream.cork();
      process.nextTick(this.uncork);
    }
    if (flushed) this.stream.write(packet, (error) => error ?? flushed());
    else this.stream.write(packet);
  }

  private readonly uncork = (): void => {
    this.corked = false;
    this.stream.uncork();
  };

  private writeNext(): void {
    const next = this.waiting.shift();
    this.writing = next !== undefined;
    if (!next) return;
    this.stream.write(next.packet, (error) => {
      if (error) return;
      next.flushed?.();
      this.writeNext();
    });
  }
}

import { ProtocolError } from "../errors/errors";

/** A run of zeroes the sender did not put on the wire. */
export interface Hole {
  /** Bytes the hole stands for. */
  readonly holeBytes: number;
}

export function isHole(item: Uint8Array | Hole): item is Hole {
  return !(item instanceof Uint8Array);
}

/**
 * What a stream has received and its consumer has not yet taken: bounded, by asking the transport
 * to pause when more than `highBytes` wait and to go on below a quarter of that.
 */
export class StreamInbox implements AsyncIterator<Uint8Array | Hole> {
  private readonly items: (Uint8Array | Hole)[] = [];
  private heldBytes = 0;
  private totalBytes = 0;
  private paused = false;
  private ended = false;
  private failure: Error | undefined;
  private wake: (() => void) | undefined;
  private readonly port: { pause(): void; resume(): void; abandon(): void };
  private readonly highBytes: number;

  constructor(port: StreamInbox["port"], highBytes = 4_194_304) {
    this.port = port;
    this.highBytes = highBytes;
  }

  data(bytes: Uint8Array): void {
    this.advance(bytes.length);
    this.heldBytes += bytes.length;
    this.items.push(bytes);
    if (!this.paused && this.heldBytes > this.highBytes) {
      this.paused = true;
      this.port.pause();
    }
    this.wakeUp();
  }

  hole(length: bigint): void {
    if (length < 0n || length > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new ProtocolError(`a hole of ${length} bytes`);
    }
    this.advance(Number(length));
    const last = this.items.at(-1);
    if (last && isHole(last)) {
      this.items[this.items.length - 1] = { holeBytes: last.holeBytes + Number(length) };
    } else {
      this.items.push({ holeBytes: Number(length) });
    }
    this.wakeUp();
  }

  /** Nothing more will come; what is held can still be taken. */
  end(failure?: Error): void {
    this.ended = true;
    this.failure = failure;
    this.unpause();
    this.wakeUp();
  }

  async next(): Promise<IteratorResult<Uint8Array | Hole, undefined>> {
    for (;;) {
      const item = this.items.shift();
      if (item) {
        if (!isHole(item)) this.heldBytes -= item.length;
        if (this.heldBytes * 4 < this.highBytes) this.unpause();
        return { done: false, value: item };
      }
      if (this.failure) throw this.failure;
      if (this.ended) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** `for await` was left early. */
  async return(): Promise<IteratorResult<Uint8Array | Hole, undefined>> {
    this.items.length = 0;
    this.heldBytes = 0;
    this.unpause();
    this.port.abandon();
    return { done: true, value: undefined };
  }

  private advance(length: number): void {
    this.totalBytes += length;
    if (this.totalBytes > Number.MAX_SAFE_INTEGER) {
      throw new ProtocolError("a stream longer than 8 PiB");
    }
  }

  private unpause(): void {
    if (!this.paused) return;
    this.paused = false;
    this.port.resume();
  }

  private wakeUp(): void {
    const wake = this.wake;
    this.wake = undefined;
    wake?.();
  }
}

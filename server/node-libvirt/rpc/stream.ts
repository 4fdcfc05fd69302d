import { AbortedError, ProtocolError, TimeoutError } from "../errors/errors";
import { readLibvirtError } from "../errors/libvirt-error";
import { readVirNetStreamHole, writeVirNetStreamHole } from "../protocol/net-structs.gen";
import { STREAM_CHUNK_BYTES } from "../xdr/limits";
import type { XdrReader } from "../xdr/reader";
import type { XdrWriter } from "../xdr/writer";
import { PACKET_STATUS, PACKET_TYPE } from "./packet";
import { type Hole, StreamInbox } from "./stream-inbox";

/**
 * One data stream on a connection.
 *
 * The reply to the opening call starts it; packets then carry that call's serial and procedure:
 *
 *     data     CONTINUE + bytes        either way, at most 262,120 bytes
 *     hole     HOLE, CONTINUE + length only if the call asked for a sparse stream
 *     the end  CONTINUE + nothing      from the daemon; we answer with "finish"
 *     finish   OK + nothing            from us; the daemon confirms with OK, or ERROR
 *     abort    ERROR + nothing         from us; the daemon confirms likewise
 *     failure  ERROR + error           from the daemon, at any time, for an earlier packet
 *
 * There is no flow control in the protocol. The daemon has one packet in flight per stream, so
 * pausing the connection holds it; in the other direction a daemon that cannot pass data on stops
 * reading the whole connection. Either way every call beside the stream hangs: give each stream a
 * connection of its own.
 */
const MAX_UNFLUSHED_BYTES = 1_048_576;
const DEFAULT_FINISH_TIMEOUT_MS = 30_000;

type StreamPacketType = typeof PACKET_TYPE.stream | typeof PACKET_TYPE.streamHole;

/** What a stream needs of its connection. */
export interface StreamPort {
  send(
    packet: { type: StreamPacketType; status: number },
    payload: (writer: XdrWriter) => void,
    flushed?: () => void,
  ): void;
  pause(): void;
  resume(): void;
  /** No packet of this stream is of interest any more. */
  forget(): void;
}

interface Origin {
  readonly name: string;
  readonly number: number;
  readonly program: number;
}

export class LibvirtStream<R = unknown> {
  /** The answer to the opening call. */
  readonly reply: R;
  /** Resolves once, with the error that ended the stream or undefined after a clean finish. */
  readonly closed: Promise<Error | undefined>;
  private readonly origin: Origin;
  private readonly port: StreamPort;
  private readonly inbox: StreamInbox;
  private state: "open" | "finishing" | "draining" | "closed" = "open";
  private failure: Error | undefined;
  private unflushedBytes = 0;
  private settleClosed: (failure: Error | undefined) => void = () => {};
  private flushWaiters: (() => void)[] = [];

  constructor(origin: Origin, reply: R, port: StreamPort) {
    this.origin = origin;
    this.reply = reply;
    this.port = port;
    this.inbox = new StreamInbox({
      pause: () => port.pause(),
      resume: () => port.resume(),
      abandon: () => this.abort(),
    });
    this.closed = new Promise((resolve) => {
      this.settleClosed = resolve;
    });
  }

  /**
   * What the daemon sends, in order; ends after the daemon confirmed that all of it was sent, and
   * throws what ended the stream otherwise. Leaving the loop early aborts the stream. One consumer.
   */
  get readable(): AsyncIterable<Uint8Array | Hole> {
    return { [Symbol.asyncIterator]: () => this.inbox };
  }

  /** Sends bytes of any length; resolves when the transport has room for more. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += STREAM_CHUNK_BYTES) {
      this.assertWritable();
      const chunk = bytes.subarray(at, at + STREAM_CHUNK_BYTES);
      this.unflushedBytes += chunk.length;
      const packet = { type: PACKET_TYPE.stream, status: PACKET_STATUS.continue };
      this.port.send(
        packet,
        (writer) => writer.raw(chunk),
        () => this.flushed(chunk.length),
      );
      while (this.unflushedBytes > MAX_UNFLUSHED_BYTES && this.state === "open") {
        await new Promise<void>((resolve) => this.flushWaiters.push(resolve));
      }
    }
    this.assertWritable();
  }

  /** Sends a run of zeroes as a hole; only on a stream opened with its SPARSE_STREAM flag. */
  async writeHole(length: number): Promise<void> {
    this.assertWritable();
    if (!Number.isSafeInteger(length) || length < 0) throw new ProtocolError(`a hole of ${length}`);
    const packet = { type: PACKET_TYPE.streamHole, status: PACKET_STATUS.continue };
    this.port.send(packet, (writer) =>
      writeVirNetStreamHole(writer, { length: BigInt(length), flags: 0 }),
    );
  }

  /**
   * Ends the stream and waits for the daemon to confirm that everything arrived.
   * Rejects with the daemon's error, or TimeoutError (default 30,000 ms).
   */
  async finish(options: { timeoutMs?: number } = {}): Promise<void> {
    const { timeoutMs = DEFAULT_FINISH_TIMEOUT_MS } = options;
    this.sendFinish();
    const timer = setTimeout(() => {
      const error = new TimeoutError(`${this.origin.name}: finish`, timeoutMs);
      this.close(error, "draining");
    }, timeoutMs);
    const failure = await this.closed;
    clearTimeout(timer);
    if (failure) throw failure;
  }

  /** Gives the stream up; what is under way is dropped. */
  abort(reason?: unknown): void {
    if (this.state !== "open" && this.state !== "finishing") return;
    this.port.send({ type: PACKET_TYPE.stream, status: PACKET_STATUS.error }, () => {});
    this.close(new AbortedError(`${this.origin.name}: aborted`, { cause: reason }), "draining");
  }

  /** For the connection: a packet of this stream, `reader` at its payload. */
  receive(type: number, status: number, reader: XdrReader): void {
    if (this.state === "draining") {
      if (status !== PACKET_STATUS.continue) this.port.forget();
      return;
    }
    if (status === PACKET_STATUS.error) {
      this.close(readLibvirtError(reader, this.origin), "closed");
    } else if (status === PACKET_STATUS.ok) {
      this.close(undefined, "closed");
    } else if (type === PACKET_TYPE.streamHole) {
      this.inbox.hole(readVirNetStreamHole(reader).length);
    } else if (reader.remaining === 0) {
      this.sendFinish();
    } else {
      this.inbox.data(reader.bytes.subarray(reader.offset, reader.end));
    }
  }

  /** For the connection: it is gone. */
  connectionLost(error: Error): void {
    if (this.state !== "closed") this.close(error, "closed");
  }

  private sendFinish(): void {
    if (this.state !== "open") return;
    this.state = "finishing";
    this.port.send({ type: PACKET_TYPE.stream, status: PACKET_STATUS.ok }, () => {});
  }

  private close(failure: Error | undefined, state: "draining" | "closed"): void {
    const first = this.state !== "draining" && this.state !== "closed";
    this.state = state;
    if (state === "closed") this.port.forget();
    if (!first) return;
    this.failure = failure;
    this.inbox.end(failure);
    this.settleClosed(failure);
    this.wakeWriters();
  }

  private assertWritable(): void {
    if (this.failure) throw this.failure;
    if (this.state !== "open") throw new ProtocolError(`${this.origin.name}: already finished`);
  }

  private flushed(length: number): void {
    this.unflushedBytes -= length;
    if (this.unflushedBytes <= MAX_UNFLUSHED_BYTES) this.wakeWriters();
  }

  private wakeWriters(): void {
    const waiters = this.flushWaiters;
    this.flushWaiters = [];
    for (const wake of waiters) wake();
  }
}

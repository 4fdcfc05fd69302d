/**
 * An ssh2 channel as a well-behaved Duplex.
 *
 * ssh2's own stream never marks itself destroyed, never calls back a write that was waiting for
 * window space when the channel closed, and reports its end only to a reader who reads to it. A
 * connection that died would then leave promises pending for good. This wrapper settles them.
 */
import { Duplex } from "node:stream";
import type { ClientChannel } from "ssh2";

const STDERR_BYTES_MAX = 4096;
/** A program may close its output long before it ends. */
const STATUS_WAIT_MS = 5000;

export class ChannelStream extends Duplex {
  readonly #channel: ClientChannel;
  /** Resolves when the server has closed its side or the session is gone. */
  readonly channelClosed: Promise<void>;
  #writing: ((error: Error | null) => void) | undefined;
  #stderr = "";
  #exitCode: number | undefined;
  #isChannelClosed = false;

  constructor(channel: ClientChannel) {
    super({ allowHalfOpen: true });
    this.#channel = channel;
    channel.on("data", (chunk: Buffer) => {
      if (!this.destroyed && !this.push(chunk)) channel.pause();
    });
    channel.on("end", () => this.push(null));
    channel.on("exit", (code: number | null) => {
      this.#exitCode = code ?? -1;
    });
    this.channelClosed = new Promise((resolve) => {
      channel.on("close", () => {
        this.#onChannelClose();
        resolve();
      });
    });
    channel.on("error", (error: Error) => this.destroy(error));
    channel.stderr.on("data", (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(0, STDERR_BYTES_MAX);
    });
  }

  /** What the far side's program wrote to its error stream so far, at most 4 KiB. */
  get stderrText(): string {
    return this.#stderr.trim();
  }

  /** The far side's exit status once it has one; -1 when a signal ended it. */
  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  override _read(): void {
    this.#channel.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void) {
    if (this.#isChannelClosed) return done(closedError());
    this.#writing = done;
    this.#channel.write(chunk, () => this.#written(null));
  }

  override _final(done: (error?: Error | null) => void): void {
    // Not end(): ssh2 closes a channel whose two directions have ended, before its exit status came.
    if (!this.#isChannelClosed) this.#channel.eof();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#written(closedError());
    // The channel's close is only reported once what it still holds has been read.
    this.#channel.resume();
    const isOver = error === null && this.readableEnded && this.writableFinished;
    if (isOver && !this.#isChannelClosed) {
      this.#awaitClose(() => done(null));
      return;
    }
    if (!this.#isChannelClosed) this.#channel.close();
    done(error);
  }

  /** Both directions have ended: the exit status is still to come, and closing now would forgo it. */
  #awaitClose(done: () => void): void {
    const timer = setTimeout(() => this.#channel.close(), STATUS_WAIT_MS);
    timer.unref();
    this.channelClosed.then(() => {
      clearTimeout(timer);
      done();
    });
  }

  #onChannelClose(): void {
    this.#isChannelClosed = true;
    this.#written(closedError());
    if (!this.readableEnded) this.push(null);
    if (this.writableFinished || this.destroyed) return;
    this.end();
  }

  #written(error: Error | null): void {
    const done = this.#writing;
    this.#writing = undefined;
    done?.(error);
  }
}

function closedError(): Error {
  return Object.assign(new Error("the SSH channel is closed"), { code: "EPIPE" });
}

import type { RawData, WebSocket } from "ws";
import { ConsoleEnd, closeFrame } from "./end";

const FULL_BYTES = 1 << 20;
const ROOMY_BYTES = 1 << 18;
const STALL_MS = 20_000;
const PING_MS = 20_000;
const CLOSE_GRACE_MS = 2_000;

/**
 * The browser's side of a console: bytes with a bound on what waits in memory, an end with a name,
 * and a check that somebody is still there.
 */
export class ConsoleSocket {
  /** Aborts with the ConsoleEnd when the console is over, whoever ended it. */
  readonly signal: AbortSignal;
  bytesIn = 0;
  bytesOut = 0;
  /** When a person last pressed a key or moved the pointer; set by the bridges. */
  inputAtMs = Date.now();
  private readonly ws: WebSocket;
  private readonly over = new AbortController();
  private readonly ping: NodeJS.Timeout;
  private answered = true;
  private held = false;
  private progress: () => void = () => {};

  constructor(ws: WebSocket) {
    this.ws = ws;
    this.signal = this.over.signal;
    ws.on("error", () => ws.terminate());
    ws.on("pong", () => {
      this.answered = true;
    });
    ws.on("close", () => this.finish(new ConsoleEnd("displayClosed", "closed by the browser")));
    this.ping = setInterval(() => this.checkAlive(), PING_MS);
  }

  get isOver(): boolean {
    return this.signal.aborted;
  }

  /** More waits than a reader that keeps up would leave. */
  get isFull(): boolean {
    return this.ws.bufferedAmount > FULL_BYTES;
  }

  /** Called with the browser's bytes; what it throws ends the console. */
  onBytes(take: (bytes: Buffer) => void): void {
    this.ws.on("message", (data: RawData, isBinary: boolean) => {
      if (!isBinary || this.isOver) return;
      const bytes = asBuffer(data);
      this.bytesIn += bytes.length;
      try {
        take(bytes);
      } catch (error) {
        this.end(error instanceof ConsoleEnd ? error : new ConsoleEnd("internal"));
      }
    });
  }

  send(bytes: Uint8Array): void {
    if (this.isOver || bytes.length === 0) return;
    this.bytesOut += bytes.length;
    this.ws.send(bytes, { binary: true }, () => this.progress());
  }

  sendText(text: string): void {
    if (!this.isOver) this.ws.send(text);
  }

  /** Stops reading from the browser until `released` settles: nothing of it piles up here. */
  holdUntil(released: Promise<unknown>): void {
    this.held = true;
    this.ws.pause();
    const resume = () => {
      this.held = false;
      this.answered = true;
      this.ws.resume();
    };
    released.then(resume, resume);
  }

  /** Resolves when there is room for more; a browser that takes nothing for 20 s is cut off. */
  async roomy(): Promise<void> {
    if (this.ws.bufferedAmount <= FULL_BYTES) return;
    while (!this.isOver && this.ws.bufferedAmount > ROOMY_BYTES) {
      if (!(await this.moved())) this.end(new ConsoleEnd("tooSlow"));
    }
  }

  /** Closes with the reason's code; the first one counts. */
  end(error: ConsoleEnd): void {
    if (this.isOver) return;
    const { code, reason } = closeFrame(error);
    this.finish(error);
    this.ws.resume();
    this.ws.close(code, reason);
    // A browser that does not answer the closing frame keeps no socket.
    setTimeout(() => this.ws.terminate(), CLOSE_GRACE_MS).unref();
  }

  /** False when nothing was taken off our hands within the limit. */
  private moved(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), STALL_MS);
      this.progress = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  private checkAlive(): void {
    // While we do not read, no answer can arrive.
    if (this.held) return;
    if (!this.answered) {
      this.ws.terminate();
      return;
    }
    this.answered = false;
    this.ws.ping();
  }

  private finish(error: ConsoleEnd): void {
    clearInterval(this.ping);
    this.over.abort(error);
    this.progress();
  }
}

function asBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

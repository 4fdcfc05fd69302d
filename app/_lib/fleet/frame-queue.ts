const HIDDEN_MS = 100;

/**
 * Collects messages and hands them over once per frame. A hidden tab has no frames, so a timer runs
 * beside: a list that was in the background is never behind when it is looked at.
 */
export class FrameQueue<T> {
  #waiting: T[] = [];
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #drain: (messages: readonly T[]) => void;

  constructor(drain: (messages: readonly T[]) => void) {
    this.#drain = drain;
  }

  push(message: T): void {
    this.#waiting.push(message);
    if (this.#timer !== undefined) return;
    this.#frame = requestAnimationFrame(this.flush);
    this.#timer = setTimeout(this.flush, HIDDEN_MS);
  }

  flush = (): void => {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = undefined;
    this.#timer = undefined;
    const messages = this.#waiting;
    this.#waiting = [];
    if (messages.length > 0) this.#drain(messages);
  };
}

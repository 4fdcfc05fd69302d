import { AbortedError, ConnectionClosedError } from "../errors/errors";

interface Waiter {
  grant: () => void;
  refuse: (error: Error) => void;
}

/** A fixed number of places, given out in the order they were asked for. */
export class Slots {
  #free: number;
  #closed = false;
  readonly #waiting: Waiter[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for a place; the function returned gives it back (calling it again does nothing). */
  async take(signal?: AbortSignal): Promise<() => void> {
    if (this.#closed) throw closedError();
    if (signal?.aborted === true) throw abortedError(signal);
    if (this.#free > 0) this.#free--;
    else await this.#wait(signal);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#giveBack();
    };
  }

  /** Refuses everybody who waits, and all who come later. */
  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiting.splice(0)) waiter.refuse(closedError());
  }

  #wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(abortedError(signal));
      };
      const waiter: Waiter = {
        grant: () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
        refuse: (error) => {
          signal?.removeEventListener("abort", onAbort);
          reject(error);
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#waiting.push(waiter);
    });
  }

  #giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next.grant();
  }
}

function closedError(): ConnectionClosedError {
  return new ConnectionClosedError("the host's connections were closed here");
}

function abortedError(signal: AbortSignal | undefined): AbortedError {
  return new AbortedError("cancelled while waiting for a connection", { cause: signal?.reason });
}

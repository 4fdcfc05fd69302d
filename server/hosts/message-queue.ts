/** Messages pushed from callbacks, read by one reader in order; a bounded few are ever waiting. */
export interface MessageQueue<T> {
  push(message: T): void;
  end(): void;
  read(): AsyncGenerator<T>;
}

const WAITING_MAX = 256;

export function createMessageQueue<T>(signal: AbortSignal): MessageQueue<T> {
  const waiting: T[] = [];
  let ended = false;
  let wake = () => {};

  async function* read(): AsyncGenerator<T> {
    const stop = () => wake();
    signal.addEventListener("abort", stop);
    try {
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else if (ended) return;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  return {
    push(message) {
      if (!ended && waiting.length < WAITING_MAX) waiting.push(message);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    read,
  };
}

/** The newest value to whoever reads; a slow reader skips what it missed. */
export interface Broadcast<T> {
  publish(value: T): void;
  read(signal: AbortSignal): AsyncGenerator<T>;
  readonly readers: number;
}

export function createBroadcast<T>(onReaders: (count: number) => void): Broadcast<T> {
  const wakers = new Set<(value: T | undefined) => void>();

  async function* read(signal: AbortSignal): AsyncGenerator<T> {
    let latest: T | undefined;
    let wake = () => {};
    const take = (value: T | undefined) => {
      latest = value ?? latest;
      wake();
    };
    const stop = () => take(undefined);
    wakers.add(take);
    signal.addEventListener("abort", stop);
    onReaders(wakers.size);
    try {
      while (!signal.aborted) {
        if (latest === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        const value = latest;
        latest = undefined;
        yield value;
      }
    } finally {
      wakers.delete(take);
      signal.removeEventListener("abort", stop);
      onReaders(wakers.size);
    }
  }

  return {
    publish(value) {
      for (const take of wakers) take(value);
    },
    read,
    get readers() {
      return wakers.size;
    },
  };
}

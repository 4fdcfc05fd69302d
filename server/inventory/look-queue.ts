/**
 * Looks at machines, one at a time each, a few at a time together.
 *
 * The first look at a machine starts at once. What is asked for while it runs, or within a short
 * window after it, becomes one more look at the window's end: a burst of events costs two looks, not
 * one each. A machine that keeps asking gets a window that doubles up to its limit.
 */
export interface LookQueue {
  look(key: string): void;
  /** Forgets all that waits; what runs, runs out. */
  clear(): void;
  readonly waiting: number;
}

interface LookOptions {
  run: (key: string) => Promise<void>;
  onError: (error: unknown, key: string) => void;
  concurrency: number;
  windowMs: number;
  windowMsMax: number;
}

interface Entry {
  state: "queued" | "running" | "resting";
  again: boolean;
  windowMs: number;
  timer: NodeJS.Timeout | undefined;
}

export function createLookQueue(options: LookOptions): LookQueue {
  const entries = new Map<string, Entry>();
  const queue: string[] = [];
  let running = 0;

  function look(key: string): void {
    const entry = entries.get(key);
    if (entry) {
      if (entry.state !== "queued") entry.again = true;
      return;
    }
    const windowMs = options.windowMs;
    entries.set(key, { state: "queued", again: false, windowMs, timer: undefined });
    queue.push(key);
    pump();
  }

  function pump(): void {
    while (running < options.concurrency) {
      const key = queue.shift();
      if (key === undefined) return;
      const entry = entries.get(key);
      if (entry?.state === "queued") void run(key, entry);
    }
  }

  async function run(key: string, entry: Entry): Promise<void> {
    running++;
    entry.state = "running";
    entry.again = false;
    try {
      await options.run(key);
    } catch (error) {
      options.onError(error, key);
    }
    running--;
    if (entries.get(key) === entry) rest(key, entry);
    pump();
  }

  function rest(key: string, entry: Entry): void {
    entry.state = "resting";
    entry.timer = setTimeout(() => {
      if (!entry.again) {
        entries.delete(key);
        return;
      }
      entry.windowMs = Math.min(entry.windowMs * 2, options.windowMsMax);
      entry.state = "queued";
      queue.push(key);
      pump();
    }, entry.windowMs);
    entry.timer.unref();
  }

  return {
    look,
    clear() {
      for (const entry of entries.values()) clearTimeout(entry.timer);
      entries.clear();
      queue.length = 0;
    },
    get waiting() {
      return queue.length;
    },
  };
}

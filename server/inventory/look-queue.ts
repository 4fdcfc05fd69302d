/**
 * Looks at machines, one at a time each, a few at a time together.
 *
 * The first look starts at once. What is asked for while it runs, or within `windowMs` after it,
 * becomes one more look at the window's end: a burst of events costs two looks, not one each. All
 * machines share an allowance of `burst` looks that grows back at `perSecond`: in a storm the
 * machines take turns, each look covers all that happened since the last, and what a host can make
 * us do is bounded.
 */
export interface LookQueue {
  look(key: string): void;
  /** Forgets all that waits; what runs, runs out. */
  clear(): void;
}

interface LookOptions {
  run: (key: string) => Promise<void>;
  onError: (error: unknown, key: string) => void;
  concurrency: number;
  windowMs: number;
  burst: number;
  perSecond: number;
}

interface Entry {
  state: "queued" | "running" | "resting";
  again: boolean;
  timer: NodeJS.Timeout | undefined;
}

export function createLookQueue(options: LookOptions): LookQueue {
  const entries = new Map<string, Entry>();
  const queue: string[] = [];
  const allowance = createAllowance(options);
  let running = 0;
  let refill: NodeJS.Timeout | undefined;

  function look(key: string): void {
    const entry = entries.get(key);
    if (entry) {
      if (entry.state !== "queued") entry.again = true;
      return;
    }
    entries.set(key, { state: "queued", again: false, timer: undefined });
    queue.push(key);
    pump();
  }

  function pump(): void {
    while (running < options.concurrency && queue.length > 0) {
      const waitMs = allowance.take();
      if (waitMs > 0) {
        clearTimeout(refill);
        refill = setTimeout(pump, waitMs).unref();
        return;
      }
      const key = queue.shift() ?? "";
      const entry = entries.get(key);
      if (entry) void run(key, entry);
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
      entry.state = "queued";
      queue.push(key);
      pump();
    }, options.windowMs).unref();
  }

  return {
    look,
    clear() {
      for (const entry of entries.values()) clearTimeout(entry.timer);
      clearTimeout(refill);
      entries.clear();
      queue.length = 0;
    },
  };
}

/** `take` uses one up and gives 0, or leaves all as it is and gives the milliseconds to wait. */
function createAllowance({ burst, perSecond }: LookOptions): { take(): number } {
  let left = burst;
  let atMs = performance.now();
  return {
    take() {
      const nowMs = performance.now();
      left = Math.min(burst, left + ((nowMs - atMs) / 1_000) * perSecond);
      atMs = nowMs;
      if (left < 1) return Math.ceil(((1 - left) / perSecond) * 1_000);
      left--;
      return 0;
    },
  };
}

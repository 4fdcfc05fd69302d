/** Runs something again and again while somebody wants it, never twice at once. */
export interface Cadence {
  /** Milliseconds between two runs; null = nobody looks. A first run follows at once. */
  set(everyMs: number | null): void;
}

/** A host that is slow to answer is asked less often: it works for us a quarter of the time at most. */
const PAUSE_PER_RUN = 3;
const PAUSE_MS_MAX = 15_000;
/** Rates need two readings: the second comes soon after the first. */
const SECOND_RUN_MS = 1_000;

export function createCadence(run: () => Promise<void>): Cadence {
  let everyMs: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let runs = 0;

  async function tick(): Promise<void> {
    running = true;
    const start = performance.now();
    await run().catch(() => undefined);
    running = false;
    runs++;
    if (everyMs === null) return;
    const tookMs = performance.now() - start;
    const pauseMs = runs === 1 ? Math.min(SECOND_RUN_MS, everyMs) : everyMs;
    schedule(Math.max(pauseMs - tookMs, Math.min(tookMs * PAUSE_PER_RUN, PAUSE_MS_MAX)));
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void tick(), ms);
    timer.unref();
  }

  return {
    set(next) {
      if (next === everyMs) return;
      const slower = everyMs !== null && next !== null && next > everyMs;
      everyMs = next;
      if (next === null) {
        clearTimeout(timer);
        runs = 0;
      } else if (!running) schedule(slower ? next : 0);
    },
  };
}

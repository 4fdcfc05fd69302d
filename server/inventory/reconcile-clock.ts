const RECONCILE_MS = 60_000;
const RETRY_MS_MIN = 2_000;

export interface ReconcileClock {
  succeeded(): void;
  failed(): void;
  stop(): void;
}

/** Reads everything again once a minute, a fleet's hosts not in step; sooner after a failure. */
export function createReconcileClock(read: () => Promise<void>): ReconcileClock {
  let timer: NodeJS.Timeout | undefined;
  let retryMs = RETRY_MS_MIN;
  const next = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void read().catch(() => undefined), ms * (0.8 + Math.random() * 0.4));
    timer.unref();
  };
  return {
    succeeded() {
      retryMs = RETRY_MS_MIN;
      next(RECONCILE_MS);
    },
    failed() {
      next(retryMs);
      retryMs = Math.min(retryMs * 2, RECONCILE_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

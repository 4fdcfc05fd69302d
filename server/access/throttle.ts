import { AppError } from "../problem";

const FREE_FAILURES = 4;
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 60_000;
const FORGET_MS = 15 * 60_000;
const MAX_KEYS = 10_000;

interface Failures {
  count: number;
  blockedUntilMs: number;
  lastMs: number;
}

/**
 * Slows guessing down by doubling waits, for an account and for a source address apart. Nobody is
 * ever locked out for good: a stranger can cost the owner at most a minute, and only from the
 * stranger's own address can every account be slowed.
 */
export class Throttle {
  readonly #failures = new Map<string, Failures>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Throws `throttled` with the seconds to wait while any of the keys is blocked. */
  check(keys: string[]): void {
    const nowMs = this.#now();
    const waitMs = Math.max(
      ...keys.map((k) => (this.#failures.get(k)?.blockedUntilMs ?? 0) - nowMs),
    );
    if (waitMs > 0)
      throw new AppError({ code: "throttled", params: { seconds: Math.ceil(waitMs / 1_000) } });
  }

  fail(keys: string[]): void {
    const nowMs = this.#now();
    this.#forget(nowMs);
    for (const key of keys) {
      const count = (this.#failures.get(key)?.count ?? 0) + 1;
      const delayMs =
        count < FREE_FAILURES
          ? 0
          : Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (count - FREE_FAILURES));
      this.#failures.set(key, { count, blockedUntilMs: nowMs + delayMs, lastMs: nowMs });
    }
  }

  succeed(keys: string[]): void {
    for (const key of keys) this.#failures.delete(key);
  }

  #forget(nowMs: number): void {
    for (const [key, entry] of this.#failures)
      if (nowMs - entry.lastMs > FORGET_MS || this.#failures.size > MAX_KEYS)
        this.#failures.delete(key);
  }
}

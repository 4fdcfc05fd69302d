import { randomBytes } from "node:crypto";

const MAX_ENTRIES = 10_000;
const KEY_BYTES = 24;

/** Things kept for a few minutes under a key nobody can guess; the oldest make room. */
export class ExpiringMap<T> {
  readonly #entries = new Map<string, { value: T; untilMs: number }>();
  readonly #lifeMs: number;
  readonly #now: () => number;

  constructor(lifeMs: number, now: () => number = Date.now) {
    this.#lifeMs = lifeMs;
    this.#now = now;
  }

  add(value: T): string {
    const key = randomBytes(KEY_BYTES).toString("base64url");
    this.set(key, value);
    return key;
  }

  set(key: string, value: T): void {
    const nowMs = this.#now();
    for (const [old, { untilMs }] of this.#entries) {
      if (untilMs > nowMs && this.#entries.size < MAX_ENTRIES) break;
      this.#entries.delete(old);
    }
    this.#entries.delete(key);
    this.#entries.set(key, { value, untilMs: nowMs + this.#lifeMs });
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.untilMs > this.#now() ? entry.value : undefined;
  }

  /** Gives it out once. */
  take(key: string): T | undefined {
    const value = this.get(key);
    this.#entries.delete(key);
    return value;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}

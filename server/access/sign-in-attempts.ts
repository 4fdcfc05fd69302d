import { ExpiringMap } from "./expiring-map";
import type { SignInMethod } from "./types";

const LIFE_MS = 5 * 60_000;
const WRONG_MAX = 5;

/** Somebody who has passed the first step and still owes the second factor. */
export interface SignInAttempt {
  readonly userId: string;
  readonly name: string;
  readonly method: SignInMethod;
}

/**
 * The middle of a sign-in. What was passed is remembered here, under a key nobody can guess: nothing
 * the browser sends along can say that a step was passed.
 */
export class SignInAttempts {
  readonly #open: ExpiringMap<SignInAttempt & { wrong: number }>;

  constructor(now?: () => number) {
    this.#open = new ExpiringMap(LIFE_MS, now);
  }

  begin(attempt: SignInAttempt): string {
    return this.#open.add({ ...attempt, wrong: 0 });
  }

  get(key: string): SignInAttempt | undefined {
    return this.#open.get(key);
  }

  /** A few wrong codes and the password is asked for again. */
  wrong(key: string): void {
    const attempt = this.#open.get(key);
    if (attempt && ++attempt.wrong >= WRONG_MAX) this.#open.delete(key);
  }

  /** Spent: of two requests with the same right code one gets in. */
  finish(key: string): SignInAttempt | undefined {
    return this.#open.take(key);
  }
}

import type { Context } from "../api/context";

/** What guesses are counted under. */
export interface Guess {
  /** The thing guessed at, e.g. `account:ada`. */
  target: string;
  /** Whose it is, where that is known: a device of theirs has its own count. */
  userId: string | undefined;
}

/**
 * Runs one guess. It is counted before it is looked at, so that many at once are no way around the
 * waits; `false` from the work leaves it counted, anything else forgives the target's guesses.
 */
export async function guarded<T>(
  ctx: Context,
  guess: Guess,
  work: () => Promise<T | false>,
): Promise<T | false> {
  const { throttle, devices } = ctx.runtime.access;
  const device = devices.bucketOf(ctx.request.headers, guess.userId);
  const source = `source:${ctx.sourceIp}`;
  const keys = device ? [`${guess.target}:${device}`] : [guess.target, source];
  throttle.check(keys);
  throttle.fail(keys);
  const result = await work();
  if (result !== false) throttle.succeed(keys);
  return result;
}

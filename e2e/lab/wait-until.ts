import { setTimeout as sleep } from "node:timers/promises";
import { LabError } from "./errors";

/** Asks again every `everyMs` until the answer is neither false nor undefined; gives that answer. */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | false | undefined> | T | false | undefined,
  { timeoutMs = 20_000, everyMs = 25 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (performance.now() > deadline) {
      throw new LabError("timed-out", `${what}: not so after ${timeoutMs} ms`);
    }
    await sleep(everyMs);
  }
}

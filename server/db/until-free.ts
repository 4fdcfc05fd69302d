import { setTimeout as sleep } from "node:timers/promises";
import { Prisma } from "./generated/sqlite/client";

const AGAIN_AFTER_MS = 100;
const PATIENCE_MS = 10_000;

/** Prisma's words for: locked by another process, out of reach, no connection or transaction to be had in time. */
const AWAY = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028"]);
const LOCKED = "P1008";
/** The pool's own error, which Prisma passes on as it is. */
const POOL_EXHAUSTED = "timeout exceeded when trying to connect";

const codeOf = (error: unknown): string | undefined =>
  error instanceof Prisma.PrismaClientKnownRequestError ? error.code : undefined;

/** The database is locked or cannot be reached: nothing was decided about what was asked. */
export const isDatabaseAway = (error: unknown): boolean =>
  AWAY.has(codeOf(error) ?? "") || (error instanceof Error && error.message === POOL_EXHAUSTED);

/** Asks again, without standing in anybody's way, while another process holds the file; for a bounded time. */
export async function untilFree<T>(work: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (codeOf(error) !== LOCKED || performance.now() > deadline) throw error;
    }
    await sleep(AGAIN_AFTER_MS);
  }
}

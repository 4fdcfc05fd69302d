import { randomBytes } from "node:crypto";
import { ExpiringMap } from "../expiring-map";

const LIFE_MS = 15 * 60_000;
const SEED_BYTES = 20;

/** Seeds shown to somebody who has not yet typed a code of theirs: not a factor until then. */
export class TotpDrafts {
  readonly #bySession: ExpiringMap<string>;

  constructor(now?: () => number) {
    this.#bySession = new ExpiringMap(LIFE_MS, now);
  }

  begin(sessionId: string): string {
    const seed = randomBytes(SEED_BYTES).toString("base64url");
    this.#bySession.set(sessionId, seed);
    return seed;
  }

  get(sessionId: string): string | undefined {
    return this.#bySession.get(sessionId);
  }

  end(sessionId: string): void {
    this.#bySession.delete(sessionId);
  }
}

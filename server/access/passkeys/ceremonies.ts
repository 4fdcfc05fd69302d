import { ExpiringMap } from "../expiring-map";

const LIFE_MS = 5 * 60_000;

interface Ceremony {
  challenge: string;
  kind: "register" | "prove";
  /** Whose passkey has to answer; null: whoever's it is, at the sign-in page. */
  userId: string | null;
}

/** Challenges that wait for an authenticator's answer; each takes one. */
export class PasskeyCeremonies {
  readonly #open: ExpiringMap<Ceremony>;

  constructor(now?: () => number) {
    this.#open = new ExpiringMap(LIFE_MS, now);
  }

  begin(ceremony: Ceremony): string {
    return this.#open.add(ceremony);
  }

  take(key: string, kind: Ceremony["kind"], userId: string | null): Ceremony | undefined {
    const ceremony = this.#open.take(key);
    return ceremony?.kind === kind && ceremony.userId === userId ? ceremony : undefined;
  }
}

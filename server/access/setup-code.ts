import { createHash, randomInt, timingSafeEqual } from "node:crypto";

// Without 0/O, 1/I/L and U: read off a terminal and typed by hand.
const ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
const GROUPS = 3;
const GROUP_LENGTH = 4;

const digest = (code: string): Buffer =>
  createHash("sha256")
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ""))
    .digest();

/** The one-time code of a first run: printed by the server, good until an owner exists. */
export class SetupCode {
  readonly text: string;
  readonly #digest: Buffer;

  constructor() {
    const group = () =>
      Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
    this.text = Array.from({ length: GROUPS }, group).join("-");
    this.#digest = digest(this.text);
  }

  /** In constant time; case and dashes don't matter. */
  matches(code: string): boolean {
    return timingSafeEqual(digest(code), this.#digest);
  }
}

/**
 * One sealed value: AES-256-GCM under a master key, bound to its place and its key
 * (`secret:<name>:sealed:<key id>`), so that a row copied to another name does not open.
 *
 *   byte 0      format, 2
 *   1–8         key id: the first bytes of the key's SHA-256
 *   9–20        nonce, random
 *   21–36       authentication tag
 *   37–         ciphertext
 *
 * Format 1, of earlier versions, has no key id and is bound to the name alone. A rotation rewrites it.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

const FORMAT = 2;
const FORMAT_WITHOUT_KEY_ID = 1;
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The value was not sealed under this key and name, or was changed since. Never says what it held. */
export class UnsealError extends Error {
  constructor(name: string, options?: { cause?: unknown }) {
    super(`secret ${name} does not open with this installation's master key`, options);
    this.name = "UnsealError";
  }
}

/** Names a key without telling it. */
export const keyIdOf = (key: Uint8Array): string =>
  createHash("sha256").update(key).digest().subarray(0, KEY_ID_BYTES).toString("hex");

/** Which key a value was sealed under; null where it does not say. */
export const keyIdIn = (sealed: Uint8Array): string | null =>
  sealed[0] === FORMAT ? Buffer.from(sealed.subarray(1, 1 + KEY_ID_BYTES)).toString("hex") : null;

const placeOf = (name: string, keyId: string) => Buffer.from(`secret:${name}:sealed:${keyId}`);

export function seal(key: Uint8Array, name: string, plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const keyId = keyIdOf(key);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(placeOf(name, keyId));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([FORMAT]),
      Buffer.from(keyId, "hex"),
      nonce,
      cipher.getAuthTag(),
      body,
    ]),
  );
}

export function open(key: Uint8Array, name: string, sealed: Uint8Array): Buffer {
  const { place, at } = layoutOf(name, sealed);
  const bodyAt = at + NONCE_BYTES + TAG_BYTES;
  if (sealed.length < bodyAt) throw new UnsealError(name);
  const nonce = sealed.subarray(at, at + NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(place);
  decipher.setAuthTag(sealed.subarray(at + NONCE_BYTES, bodyAt));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()]);
  } catch (cause) {
    throw new UnsealError(name, { cause });
  }
}

/** What the value is bound to, and where its nonce begins. */
function layoutOf(name: string, sealed: Uint8Array): { place: Buffer; at: number } {
  const keyId = keyIdIn(sealed);
  if (keyId !== null) return { place: placeOf(name, keyId), at: 1 + KEY_ID_BYTES };
  if (sealed[0] === FORMAT_WITHOUT_KEY_ID) return { place: Buffer.from(name), at: 1 };
  throw new UnsealError(name);
}

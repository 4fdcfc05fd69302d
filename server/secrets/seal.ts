/**
 * One sealed value: AES-256-GCM under the master key, bound to the name it is stored under, so that
 * a row copied to another name does not open.
 *
 *   byte 0      format, 1
 *   1–12        nonce, random
 *   13–28       authentication tag
 *   29–         ciphertext
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** The value was not sealed under this key and name, or was changed since. Never says what it held. */
export class UnsealError extends Error {
  constructor(name: string, options?: { cause?: unknown }) {
    super(`secret ${name} does not open with this installation's master key`, options);
    this.name = "UnsealError";
  }
}

export function seal(key: Uint8Array, name: string, plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(name));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const sealed = new Uint8Array(HEADER_BYTES + body.length);
  sealed[0] = FORMAT;
  sealed.set(nonce, 1);
  sealed.set(cipher.getAuthTag(), 1 + NONCE_BYTES);
  sealed.set(body, HEADER_BYTES);
  return sealed;
}

export function open(key: Uint8Array, name: string, sealed: Uint8Array): Buffer {
  if (sealed.length < HEADER_BYTES || sealed[0] !== FORMAT) throw new UnsealError(name);
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new UnsealError(name, { cause });
  }
}

import { createCipheriv } from "node:crypto";

const KEY_BYTES = 8;

/**
 * The answer to a VNC authentication challenge (RFC 6143 §7.2.2): 16 bytes, DES in ECB mode under
 * the password's first eight bytes, each with its bits in reverse order.
 */
export function answerChallenge(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(KEY_BYTES);
  Buffer.from(password, "utf8").copy(key);
  for (let i = 0; i < KEY_BYTES; i++) key[i] = reversedBits(key[i] ?? 0);
  // OpenSSL 3 has no plain DES in its default provider; triple DES under one key thrice is DES.
  const cipher = createCipheriv("des-ede3", Buffer.concat([key, key, key]), null);
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(challenge), cipher.final()]);
}

function reversedBits(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
}

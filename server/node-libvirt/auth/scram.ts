/**
 * SCRAM (RFC 5802, RFC 7677) as three pure steps; no input or output.
 *
 *   C: n,,n=user,r=<our nonce>                                  scramFirst
 *   S: r=<our nonce + theirs>,s=<salt>,i=<iterations>
 *   C: c=biws,r=<both>,p=<proof>                                scramFinal
 *   S: v=<server's proof of knowing the password>               verifyServer
 *
 * The server's proof is checked: a daemon that merely says "welcome" has not shown that it knows
 * the account, and may be somebody else behind the right address. No channel binding (`n,,`):
 * libvirt's daemon offers none.
 *
 * What the server sends is hostile until proven: message size, nonce, and iteration count are
 * bounded, because i=2147483647 would otherwise be a minute of our processor per attempt.
 */
import { createHash, createHmac, pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { AuthError } from "../errors/errors";
import { saslPrep } from "./saslprep";

const scramMechanisms = {
  "SCRAM-SHA-512": { hash: "sha512", bytes: 64 },
  "SCRAM-SHA-256": { hash: "sha256", bytes: 32 },
} as const;
export type ScramMechanism = keyof typeof scramMechanisms;

const ITERATIONS_MIN = 4096;
const ITERATIONS_MAX = 1_000_000;
const MESSAGE_BYTES_MAX = 4096;

const derive = promisify(pbkdf2);

interface ScramFirst {
  message: Uint8Array;
  bare: string;
  nonce: string;
}

interface ScramFinal {
  message: Uint8Array;
  expectedServerSignature: Buffer;
}

/** Our opening message. `nonce` is printable ASCII without commas. */
export function scramFirst(username: string, nonce: string): ScramFirst {
  const name = saslPrep(username, "user name").replaceAll("=", "=3D").replaceAll(",", "=2C");
  const bare = `n=${name},r=${nonce}`;
  return { message: Buffer.from(`n,,${bare}`), bare, nonce };
}

/** Our proof in answer to the server's challenge. */
export async function scramFinal(
  mechanism: ScramMechanism,
  exchange: { first: ScramFirst; challenge: Uint8Array; password: string },
): Promise<ScramFinal> {
  const { hash, bytes } = scramMechanisms[mechanism];
  const challengeText = readMessage(exchange.challenge);
  const { nonce, salt, iterations } = parseChallenge(challengeText, exchange.first.nonce);
  const password = saslPrep(exchange.password, "password");
  const salted = await derive(password, salt, iterations, bytes, hash);
  const clientKey = hmac(hash, salted, "Client Key");
  const storedKey = createHash(hash).update(clientKey).digest();
  const withoutProof = `c=biws,r=${nonce}`;
  const signed = `${exchange.first.bare},${challengeText},${withoutProof}`;
  const proof = xor(clientKey, hmac(hash, storedKey, signed));
  return {
    message: Buffer.from(`${withoutProof},p=${proof.toString("base64")}`),
    expectedServerSignature: hmac(hash, hmac(hash, salted, "Server Key"), signed),
  };
}

/** Throws unless the server has proven that it knows the account. */
export function verifyServer(final: ScramFinal, answer: Uint8Array): void {
  const fields = parseFields(readMessage(answer));
  const error = fields.get("e");
  if (error !== undefined) {
    throw new AuthError("saslRejected", `the daemon refused the user name or password (${error})`);
  }
  const signature = Buffer.from(fields.get("v") ?? "", "base64");
  const expected = final.expectedServerSignature;
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    throw new AuthError(
      "saslServerSignature",
      "the daemon did not prove that it knows the account: this may not be the host it claims to be",
    );
  }
}

function parseChallenge(text: string, ownNonce: string) {
  const fields = parseFields(text);
  const error = fields.get("e");
  if (error !== undefined) {
    throw new AuthError("saslRejected", `the daemon refused the user name or password (${error})`);
  }
  const nonce = fields.get("r") ?? "";
  const salt = Buffer.from(fields.get("s") ?? "", "base64");
  const iterationText = fields.get("i") ?? "";
  const iterations = /^\d{1,10}$/.test(iterationText) ? Number(iterationText) : 0;
  if (fields.has("m")) throw malformed("asks for an extension nobody here knows");
  if (!nonce.startsWith(ownNonce) || nonce.length === ownNonce.length) {
    throw malformed("does not continue our nonce");
  }
  if (salt.length === 0) throw malformed("has no salt");
  if (iterations < ITERATIONS_MIN || iterations > ITERATIONS_MAX) {
    throw malformed(
      `wants ${iterationText} iterations, outside ${ITERATIONS_MIN}-${ITERATIONS_MAX}`,
    );
  }
  return { nonce, salt, iterations };
}

function parseFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const part of text.split(",")) {
    if (part[1] !== "=") throw malformed("is not a list of fields");
    fields.set(part.slice(0, 1), part.slice(2));
  }
  return fields;
}

function readMessage(bytes: Uint8Array): string {
  if (bytes.length > MESSAGE_BYTES_MAX) throw malformed("is too long");
  return Buffer.from(bytes).toString("utf8");
}

function malformed(why: string): AuthError {
  return new AuthError("saslRejected", `the daemon's SCRAM message ${why}`);
}

function hmac(hash: string, key: Uint8Array, text: string): Buffer {
  return createHmac(hash, key).update(text).digest();
}

function xor(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));
}

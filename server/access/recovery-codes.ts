import { createHash, randomInt } from "node:crypto";
import type { Db } from "../db/client";
import type { Tx } from "../db/writer";

// Without what looks alike on paper; ten characters of 30 are 49 bits, and guesses are slowed down.
const ALPHABET = "abcdefghjkmnpqrstvwxyz23456789";
const CODES = 10;
const HALF_LENGTH = 5;

const hashOf = (userId: string, code: string): string =>
  createHash("sha256")
    .update(`${userId}:${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`)
    .digest("hex");

/** New codes in place of all old ones; only their hashes are kept. */
export async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const half = () =>
    Array.from({ length: HALF_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  const codes = Array.from({ length: CODES }, () => `${half()}-${half()}`);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, hash: hashOf(userId, code) })),
  });
  return codes;
}

/** Spends a code: of two who try the same at once, one gets in. */
export async function takeRecoveryCode(db: Db, userId: string, code: string): Promise<boolean> {
  const { count } = await db.recoveryCode.deleteMany({
    where: { userId, hash: hashOf(userId, code) },
  });
  return count === 1;
}

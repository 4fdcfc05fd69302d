import { hash, verify } from "@node-rs/argon2";
import { verifyPassword } from "better-auth/crypto";

/** OWASP's first choice for argon2id, which is the library's default algorithm: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const CURRENT = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`;

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** Also takes the scrypt hashes (`salt:key`) of earlier versions. */
export function passwordMatches(stored: string, password: string): Promise<boolean> {
  return stored.startsWith("$argon2")
    ? verify(stored, password)
    : verifyPassword({ hash: stored, password });
}

/** Made with another cost or algorithm than today's. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(CURRENT);

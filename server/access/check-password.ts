import type { Db } from "../db/client";
import { hashPassword, isOutdated, passwordMatches } from "./password-hash";

export const CREDENTIAL = "credential";

let decoy: Promise<string> | undefined;

/**
 * Whether this is the person's password. Somebody unknown, or without a password, costs the same work.
 * A hash of an earlier version is replaced as soon as the password is known again.
 */
export async function checkPassword(
  db: Db,
  userId: string | undefined,
  password: string,
): Promise<boolean> {
  const account = userId
    ? await db.account.findFirst({ where: { userId, providerId: CREDENTIAL } })
    : null;
  const stored = account?.password;
  decoy ??= hashPassword("nobody has this password");
  const matches = await passwordMatches(stored ?? (await decoy), password);
  if (!stored || !matches) return false;
  if (isOutdated(stored))
    await db.account.updateMany({
      where: { id: account.id, password: stored },
      data: { password: await hashPassword(password) },
    });
  return true;
}

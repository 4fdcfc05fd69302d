import type { VerbContext } from "../api/context";
import { CREDENTIAL } from "./check-password";
import type { Security } from "./types";

export async function getSecurity(ctx: VerbContext): Promise<Security> {
  const { db } = ctx.runtime;
  const userId = ctx.person.id;
  const [passwords, totp, recoveryCodesLeft, passkeys] = await Promise.all([
    db.account.count({ where: { userId, providerId: CREDENTIAL } }),
    db.totpFactor.findUnique({ where: { userId } }),
    db.recoveryCode.count({ where: { userId } }),
    db.passkey.findMany({ where: { userId }, orderBy: { createdAt: "asc" } }),
  ]);
  return {
    hasPassword: passwords > 0,
    totp: totp && { since: totp.createdAt.getTime() },
    recoveryCodesLeft,
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAtMs: createdAt.getTime(),
      lastUsedAtMs: lastUsedAt?.getTime() ?? null,
    })),
  };
}

import type { Db } from "../db/client";
import type { FactorKind } from "./types";

/** Recovery codes stand in for another factor; alone they are none. */
export async function factorsOf(db: Db, userId: string): Promise<FactorKind[]> {
  const [passkeys, totp, recovery] = await Promise.all([
    db.passkey.count({ where: { userId } }),
    db.totpFactor.count({ where: { userId } }),
    db.recoveryCode.count({ where: { userId } }),
  ]);
  if (passkeys === 0 && totp === 0) return [];
  return [
    ...(passkeys > 0 ? (["passkey"] as const) : []),
    ...(totp > 0 ? (["totp"] as const) : []),
    ...(recovery > 0 ? (["recovery"] as const) : []),
  ];
}

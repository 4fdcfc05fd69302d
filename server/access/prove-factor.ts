import type { Context } from "../api/context";
import { checkPasskey } from "./passkeys/check";
import { takeRecoveryCode } from "./recovery-codes";
import type { FactorProof } from "./schema";
import { takeTotp } from "./totp/take";

/** Whether this proves who it is. A code that does is spent by it. */
export async function proveFactor(
  ctx: Context,
  userId: string,
  proof: FactorProof,
): Promise<boolean> {
  switch (proof.kind) {
    case "totp":
      return takeTotp(ctx.runtime, userId, proof.code);
    case "recovery":
      return takeRecoveryCode(ctx.runtime.db, userId, proof.code);
    case "passkey":
      return (await checkPasskey(ctx, proof, userId)) === userId;
  }
}

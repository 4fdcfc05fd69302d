import type { Context } from "../api/context";
import { completeSignIn, type SigningIn } from "./complete-sign-in";
import { factorsOf } from "./factors-of";
import type { SignInMethod, SignInStep } from "./types";

/**
 * The one way on from a first step, whichever it was: to the second factor where this person has one,
 * else in. A passkey that checked its holder is two factors by itself.
 */
export async function passFirstStep(
  ctx: Context,
  user: SigningIn,
  method: Exclude<SignInMethod, "passkey">,
): Promise<SignInStep> {
  const factors = await factorsOf(ctx.runtime.db, user.id);
  if (factors.length === 0) return completeSignIn(ctx, user, { method });
  const name = user.username ?? user.name;
  const attempt = ctx.runtime.access.attempts.begin({ userId: user.id, name, method });
  return { step: "factor", attempt, factors };
}

import type { Context } from "../../api/context";
import { AppError } from "../../problem";
import { completeSignIn } from "../complete-sign-in";
import { guarded } from "../guarded";
import { recordRefusal } from "../record-refusal";
import type { PasskeySignInInput } from "../schema";
import type { SignInStep } from "../types";
import { checkPasskey } from "./check";

/** In with a passkey alone: possession, and the PIN or finger that its authenticator asked for. */
export async function signInWithPasskey(
  ctx: Context,
  input: PasskeySignInInput,
): Promise<SignInStep> {
  const { db } = ctx.runtime;
  const target = `passkey:${input.answer.id}`;
  const userId = await guarded(
    ctx,
    { target, userId: undefined },
    async () => (await checkPasskey(ctx, input, null)) ?? false,
  );
  const user = userId ? await db.user.findUnique({ where: { id: userId } }) : null;
  if (!user || user.disabledAt) {
    recordRefusal(ctx, user, "passkey");
    throw new AppError({ code: "passkeyRefused" });
  }
  return completeSignIn(ctx, user, { method: "passkey" });
}

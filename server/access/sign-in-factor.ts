import type { Context } from "../api/context";
import { AppError } from "../problem";
import { completeSignIn } from "./complete-sign-in";
import { guarded } from "./guarded";
import { proveFactor } from "./prove-factor";
import { recordRefusal } from "./record-refusal";
import type { SignInFactorInput } from "./schema";
import type { SignInStep } from "./types";

/** The second step, of an attempt whose first one the server remembers. */
export async function signInFactor(ctx: Context, input: SignInFactorInput): Promise<SignInStep> {
  const { access, db } = ctx.runtime;
  const begun = access.attempts.get(input.attempt);
  const user = begun && (await db.user.findUnique({ where: { id: begun.userId } }));
  if (!begun || !user) throw new AppError({ code: "signInExpired" });
  const proved = await guarded(ctx, { target: `factor:${user.id}`, userId: user.id }, () =>
    proveFactor(ctx, user.id, input.proof),
  );
  if (!proved) {
    access.attempts.wrong(input.attempt);
    recordRefusal(ctx, user, input.proof.kind);
    throw new AppError({ code: "factorWrong" });
  }
  if (!access.attempts.finish(input.attempt)) throw new AppError({ code: "signInExpired" });
  return completeSignIn(ctx, user, { method: begun.method, factor: input.proof.kind });
}

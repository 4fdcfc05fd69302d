import type { Context } from "../api/context";
import { AppError } from "../problem";
import { checkPassword } from "./check-password";
import { guarded } from "./guarded";
import { passFirstStep } from "./pass-first-step";
import { recordRefusal } from "./record-refusal";
import type { SignInInput } from "./schema";
import type { SignInStep } from "./types";

/** The first step. A wrong name, a wrong password and a disabled account answer alike, after the same work. */
export async function signIn(ctx: Context, input: SignInInput): Promise<SignInStep> {
  const { db } = ctx.runtime;
  const name = input.name.toLowerCase();
  const user = await db.user.findUnique({ where: { username: name } });
  const guess = { target: `account:${name}`, userId: user?.id };
  const known = await guarded(ctx, guess, async () => {
    const right = await checkPassword(db, user?.id, input.password);
    return right && user !== null && user.disabledAt === null && user;
  });
  if (known) return passFirstStep(ctx, known, "password");
  recordRefusal(ctx, user, "password");
  throw new AppError({ code: "signInWrong" });
}

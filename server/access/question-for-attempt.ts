import type { Context } from "../api/context";
import { AppError } from "../problem";
import { askForPasskey, type PasskeyQuestion } from "./passkeys/ask";
import type { PasskeyQuestionInput } from "./schema";

/** The second step by passkey: asks for one of the person's whose first step is remembered. */
export async function questionForAttempt(
  ctx: Context,
  input: PasskeyQuestionInput,
): Promise<PasskeyQuestion> {
  const attempt = ctx.runtime.access.attempts.get(input.attempt);
  if (!attempt) throw new AppError({ code: "signInExpired" });
  return askForPasskey(ctx, attempt.userId);
}

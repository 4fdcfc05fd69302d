import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { Context } from "../../api/context";
import type { PasskeySignInInput } from "../schema";
import { answerOf } from "./answer";
import { relyingParty } from "./relying-party";

/**
 * Whose passkey answered the challenge, if it did rightly. `userId` is whom it was put to; with null
 * the authenticator must have checked its holder (PIN, finger), for it is the only step.
 */
export async function checkPasskey(
  ctx: Context,
  input: PasskeySignInInput,
  userId: string | null,
): Promise<string | undefined> {
  const { access, db } = ctx.runtime;
  const ceremony = access.passkeys.take(input.ceremony, "prove", userId);
  const passkey = await db.passkey.findUnique({ where: { credentialId: input.answer.id } });
  if (!ceremony || !passkey || (userId !== null && passkey.userId !== userId)) return undefined;
  const { origin, rpId } = relyingParty(ctx);
  const result = await verifyAuthenticationResponse({
    response: answerOf(input.answer),
    expectedChallenge: ceremony.challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: userId === null,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
    },
  }).catch((error: unknown) => {
    ctx.runtime.log.warn({ err: error, source: ctx.sourceIp }, "passkey refused");
    return { verified: false } as const;
  });
  if (!result.verified) return undefined;
  await db.passkey.updateMany({
    where: { id: passkey.id },
    data: { counter: result.authenticationInfo.newCounter, lastUsedAt: new Date() },
  });
  return passkey.userId;
}

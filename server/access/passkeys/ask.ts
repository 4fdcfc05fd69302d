import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import type { Context } from "../../api/context";
import { relyingParty } from "./relying-party";

export interface PasskeyQuestion {
  ceremony: string;
  options: PublicKeyCredentialRequestOptionsJSON;
}

/** What an authenticator is to sign; for one person's passkeys, or any of this site. */
export async function askForPasskey(ctx: Context, userId: string | null): Promise<PasskeyQuestion> {
  const { access, db } = ctx.runtime;
  const own = userId ? await db.passkey.findMany({ where: { userId } }) : [];
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(ctx).rpId,
    allowCredentials: own.map(({ credentialId }) => ({ id: credentialId })),
    userVerification: userId ? "preferred" : "required",
  });
  const ceremony = access.passkeys.begin({ kind: "prove", challenge: options.challenge, userId });
  return { ceremony, options };
}

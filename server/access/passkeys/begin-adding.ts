import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
} from "@simplewebauthn/server";
import type { SignedInContext } from "../../api/context";
import { relyingParty } from "./relying-party";

/** What the browser is to make a passkey for. */
export async function beginAddingPasskey(
  ctx: SignedInContext,
): Promise<{ ceremony: string; options: PublicKeyCredentialCreationOptionsJSON }> {
  const { access, db } = ctx.runtime;
  const { id, name } = ctx.verb.person;
  const own = await db.passkey.findMany({ where: { userId: id } });
  const options = await generateRegistrationOptions({
    rpName: "Flotilla",
    rpID: relyingParty(ctx).rpId,
    userName: name,
    userID: new Uint8Array(Buffer.from(id)),
    attestationType: "none",
    excludeCredentials: own.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const ceremony = access.passkeys.begin({
    kind: "register",
    challenge: options.challenge,
    userId: id,
  });
  return { ceremony, options };
}

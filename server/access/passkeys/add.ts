import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { ulid } from "ulid";
import type { SignedInContext } from "../../api/context";
import { actorOf } from "../../audit/actor-of";
import { AppError } from "../../problem";
import { replaceRecoveryCodes } from "../recovery-codes";
import type { AddPasskeyInput } from "../schema";
import { newAnswerOf } from "./answer";
import { relyingParty } from "./relying-party";

/** Keeps the new passkey's public half. The first factor of a person comes with recovery codes. */
export async function addPasskey(
  ctx: SignedInContext,
  input: AddPasskeyInput,
): Promise<{ recoveryCodes: string[] | null }> {
  const { access, audit, log, writer } = ctx.runtime;
  const { person } = ctx.verb;
  const ceremony = access.passkeys.take(input.ceremony, "register", person.id);
  if (!ceremony) throw new AppError({ code: "passkeyRefused" });
  const { origin, rpId } = relyingParty(ctx);
  const result = await verifyRegistrationResponse({
    response: newAnswerOf(input.answer),
    expectedChallenge: ceremony.challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
  }).catch((error: unknown) => {
    log.warn({ err: error, user: person.id }, "passkey not taken");
    return { verified: false } as const;
  });
  if (!result.verified) throw new AppError({ code: "passkeyRefused" });
  const { id: credentialId, publicKey, counter, transports } = result.registrationInfo.credential;
  return writer.transaction(async (tx) => {
    const passkey = await tx.passkey.create({
      data: {
        id: ulid(),
        userId: person.id,
        name: input.name,
        credentialId,
        publicKey: new Uint8Array(publicKey),
        counter,
        transports: JSON.stringify(transports ?? []),
        createdAt: new Date(),
      },
    });
    await audit.append(tx, {
      actor: actorOf(ctx.verb),
      action: "factor.addPasskey",
      objects: [{ kind: "person", id: person.id, name: person.name }],
      decision: "allowed",
      after: { passkey: passkey.name },
    });
    const codes = await tx.recoveryCode.count({ where: { userId: person.id } });
    return { recoveryCodes: codes > 0 ? null : await replaceRecoveryCodes(tx, person.id) };
  });
}

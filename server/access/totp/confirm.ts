import type { VerbContext } from "../../api/context";
import { actorOf } from "../../audit/actor-of";
import { AppError } from "../../problem";
import { replaceRecoveryCodes } from "../recovery-codes";
import type { ConfirmTotpInput } from "../schema";
import { stepOf } from "./code";
import { totpSecretName } from "./secret-name";

/** The first right code makes it a factor; the recovery codes are shown now and never again. */
export async function confirmTotp(
  ctx: VerbContext,
  input: ConfirmTotpInput,
): Promise<{ recoveryCodes: string[] }> {
  const { access, audit, db, secrets, writer } = ctx.runtime;
  const { id: userId, name } = ctx.person;
  const seed = access.totpDrafts.get(ctx.sessionId);
  if (!seed) throw new AppError({ code: "signInExpired" });
  const lastStep = await stepOf(seed, input.code, { nowMs: Date.now(), lastStep: 0 });
  if (lastStep === undefined) throw new AppError({ code: "factorWrong" });
  if ((await db.totpFactor.count({ where: { userId } })) > 0)
    throw new AppError({ code: "conflict" });
  // Without its row the seed is no factor: a failure in between leaves none.
  await secrets.write(totpSecretName(userId), seed);
  access.totpDrafts.end(ctx.sessionId);
  const recoveryCodes = await writer.transaction(async (tx) => {
    await tx.totpFactor.create({ data: { userId, lastStep, createdAt: new Date() } });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "factor.addTotp",
      objects: [{ kind: "person", id: userId, name }],
      decision: "allowed",
    });
    return replaceRecoveryCodes(tx, userId);
  });
  return { recoveryCodes };
}

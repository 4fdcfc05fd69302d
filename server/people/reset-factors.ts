import { totpSecretName } from "../access/totp/secret-name";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import { personOrThrow } from "./internal";
import type { PersonId } from "./schema";

/** For somebody who lost phone and codes: takes the second factors away, never one's own. */
export async function resetFactors(ctx: VerbContext, input: PersonId): Promise<void> {
  const { access, audit, secrets, writer } = ctx.runtime;
  const { personId: userId } = input;
  if (userId === ctx.person.id) throw new AppError({ code: "conflict" });
  const ended = await writer.transaction(async (tx) => {
    const person = await personOrThrow(tx, userId);
    await tx.totpFactor.deleteMany({ where: { userId } });
    await tx.passkey.deleteMany({ where: { userId } });
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "factor.reset",
      objects: [person.object],
      decision: "allowed",
    });
    return access.sessions.end(tx, { userId });
  });
  access.sessions.tell(ended);
  await secrets.remove(totpSecretName(userId));
}

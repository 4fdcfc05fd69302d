import type { VerbContext } from "../../api/context";
import { actorOf } from "../../audit/actor-of";
import { AppError } from "../../problem";
import { totpSecretName } from "./secret-name";

export async function removeTotp(ctx: VerbContext): Promise<void> {
  const { audit, secrets, writer } = ctx.runtime;
  const { id: userId, name } = ctx.person;
  await writer.transaction(async (tx) => {
    const { count } = await tx.totpFactor.deleteMany({ where: { userId } });
    if (count === 0) throw new AppError({ code: "notFound" });
    if ((await tx.passkey.count({ where: { userId } })) === 0)
      await tx.recoveryCode.deleteMany({ where: { userId } });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "factor.removeTotp",
      objects: [{ kind: "person", id: userId, name }],
      decision: "allowed",
    });
  });
  await secrets.remove(totpSecretName(userId));
}

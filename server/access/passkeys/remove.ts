import type { VerbContext } from "../../api/context";
import { actorOf } from "../../audit/actor-of";
import { AppError } from "../../problem";
import type { PasskeyId } from "../schema";

export async function removePasskey(ctx: VerbContext, input: PasskeyId): Promise<void> {
  const { audit, writer } = ctx.runtime;
  const { id: userId, name } = ctx.person;
  await writer.transaction(async (tx) => {
    const passkey = await tx.passkey.findFirst({ where: { id: input.passkeyId, userId } });
    if (!passkey) throw new AppError({ code: "notFound" });
    await tx.passkey.delete({ where: { id: passkey.id } });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "factor.removePasskey",
      objects: [{ kind: "person", id: userId, name }],
      decision: "allowed",
      before: { passkey: passkey.name },
    });
  });
}

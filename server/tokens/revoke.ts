import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import { fleetObject } from "../rights/schema";
import type { TokenId } from "./schema";

/** At once and for good: what is open by the token ends with the reload of the rights. */
export async function revokeToken(ctx: VerbContext, { id }: TokenId): Promise<void> {
  const { runtime, rights, person } = ctx;
  await runtime.writer.transaction(async (tx) => {
    const token = await tx.token.findUnique({ where: { id } });
    const mine = token?.ownerId === person.id;
    if (!token || !(mine || rights.can("access.manage", fleetObject)))
      throw new AppError({ code: "notFound" });
    if (token.revokedAt) return;
    await tx.token.update({ where: { id }, data: { revokedAt: new Date() } });
    await runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "token.revoke",
      objects: [{ kind: "token", id, name: token.name }],
      decision: "allowed",
    });
  });
  await runtime.rights.reload();
}

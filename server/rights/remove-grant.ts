import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import { assertHolds } from "./delegation";
import { findGrants, toGrantView } from "./grant-view";
import { assertAnOwnerIsLeft } from "./owners";

/** Taking away asks the same as giving: who could not have given it may not take it. */
export async function removeGrant(ctx: VerbContext, input: { grantId: string }): Promise<void> {
  await ctx.runtime.writer.transaction(async (tx) => {
    const [row] = await findGrants(tx, { id: input.grantId });
    if (!row) throw new AppError({ code: "notFound" });
    const view = toGrantView(ctx, row);
    assertHolds(ctx.rights, view.role.actions, view.scope);
    await tx.grant.delete({ where: { id: row.id } });
    await assertAnOwnerIsLeft(tx);
    await ctx.runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "grant.remove",
      objects: [
        { kind: "grant", id: row.id, name: view.subject.name },
        { kind: view.subject.kind, id: view.subject.id, name: view.subject.name },
      ],
      decision: "allowed",
      before: { role: view.role.name, scope: view.scope, expiresAtMs: view.expiresAtMs },
    });
  });
  await ctx.runtime.rights.reload();
}

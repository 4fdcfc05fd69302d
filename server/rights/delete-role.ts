import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import { readActions } from "./read-grants";

/** Only while nobody holds it: what people may do never changes as a side effect. */
export async function deleteRole(ctx: VerbContext, input: { roleId: string }): Promise<void> {
  await ctx.runtime.writer.transaction(async (tx) => {
    const role = await tx.role.findUnique({
      where: { id: input.roleId },
      include: { _count: { select: { grants: true } } },
    });
    if (!role) throw new AppError({ code: "notFound" });
    const count = role._count.grants;
    if (count > 0) throw new AppError({ code: "roleInUse", params: { count } });
    await tx.role.delete({ where: { id: role.id } });
    await ctx.runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "role.delete",
      objects: [{ kind: "role", id: role.id, name: role.name }],
      decision: "allowed",
      before: { actions: [...readActions(role.actions)] },
    });
  });
}

import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import { assertHolds } from "./delegation";
import { readActions } from "./read-grants";
import { assertRoleNameFree } from "./role-name";
import { fleetObject, type UpdateRoleInput } from "./schema";

/** Changes what everybody with this role may do, at once: asks for all that it had and all that it gets. */
export async function updateRole(ctx: VerbContext, input: UpdateRoleInput): Promise<void> {
  const { roleId, name } = input;
  const actions = [...new Set(input.actions)];
  await ctx.runtime.writer.transaction(async (tx) => {
    const role = await tx.role.findUnique({ where: { id: roleId } });
    if (!role) throw new AppError({ code: "notFound" });
    const before = [...readActions(role.actions)];
    assertHolds(ctx.rights, [...before, ...actions], fleetObject);
    await assertRoleNameFree(tx, name, roleId);
    await tx.role.update({
      where: { id: roleId },
      data: { name, actions: JSON.stringify(actions) },
    });
    await ctx.runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "role.update",
      objects: [{ kind: "role", id: roleId, name }],
      decision: "allowed",
      before: { name: role.name, actions: before },
      after: { name, actions },
    });
  });
  await ctx.runtime.rights.reload();
}

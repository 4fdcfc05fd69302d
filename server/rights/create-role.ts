import { ulid } from "ulid";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { assertHolds } from "./delegation";
import { assertRoleNameFree } from "./role-name";
import { type CreateRoleInput, fleetObject } from "./schema";

export async function createRole(
  ctx: VerbContext,
  input: CreateRoleInput,
): Promise<{ roleId: string }> {
  const roleId = ulid();
  const actions = [...new Set(input.actions)];
  await ctx.runtime.writer.transaction(async (tx) => {
    assertHolds(ctx.rights, actions, fleetObject);
    await assertRoleNameFree(tx, input.name);
    await tx.role.create({
      data: { id: roleId, name: input.name, actions: JSON.stringify(actions) },
    });
    await ctx.runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "role.create",
      objects: [{ kind: "role", id: roleId, name: input.name }],
      decision: "allowed",
      after: { actions },
    });
  });
  return { roleId };
}

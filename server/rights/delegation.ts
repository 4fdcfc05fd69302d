import type { VerbContext } from "../api/context";
import type { Tx } from "../db/writer";
import { AppError } from "../problem";
import { readActions } from "./read-grants";
import { roleActions } from "./roles";
import type { Action, RoleRef, Scope } from "./schema";
import { fleetObject } from "./schema";

/** Nobody gives more than he holds there: otherwise giving would be a way to rise. */
export function assertHolds(ctx: VerbContext, actions: Iterable<Action>, scope: Scope): void {
  for (const action of actions)
    if (!ctx.rights.can(action, scope))
      throw new AppError({ code: "rightNotHeld", params: { action } });
}

export async function actionsOf(tx: Tx, role: RoleRef): Promise<ReadonlySet<Action>> {
  if (role.kind === "builtIn") return roleActions[role.role];
  const row = await tx.role.findUnique({ where: { id: role.roleId } });
  if (!row) throw new AppError({ code: "notFound" });
  return readActions(row.actions);
}

/** A fleet without an owner could never get one again. Asked after the change, in its transaction. */
export async function assertAnOwnerRemains(tx: Tx): Promise<void> {
  const owners = await tx.grant.count({
    where: {
      builtInRole: "owner",
      scopeKind: fleetObject.kind,
      expiresAt: null,
      OR: [
        { user: { disabledAt: null } },
        { group: { members: { some: { user: { disabledAt: null } } } } },
      ],
    },
  });
  if (owners === 0) throw new AppError({ code: "lastOwner" });
}

import type { Tx } from "../db/writer";
import { AppError } from "../problem";
import { readActions } from "./read-grants";
import { roleActions } from "./roles";
import type { Action, RoleRef, Scope } from "./schema";
import type { Rights } from "./types";

/** Nobody gives more than he holds there: otherwise giving would be a way to rise. */
export function assertHolds(rights: Rights, actions: Iterable<Action>, scope: Scope): void {
  for (const action of actions)
    if (!rights.can(action, scope))
      throw new AppError({ code: "rightNotHeld", params: { action } });
}

export async function actionsOf(tx: Tx, role: RoleRef): Promise<ReadonlySet<Action>> {
  if (role.kind === "builtIn") return roleActions[role.role];
  const row = await tx.role.findUnique({ where: { id: role.roleId } });
  if (!row) throw new AppError({ code: "notFound" });
  return readActions(row.actions);
}

import type { Tx } from "../db/writer";
import { AppError } from "../problem";
import { readActions, scopeOf } from "../rights/read-grants";
import { roleActions } from "../rights/roles";
import { type Action, BuiltInRole, type Scope } from "../rights/schema";
import type { Rights } from "../rights/types";
import type { GivenGrant } from "./schema";

interface Given {
  actions: ReadonlySet<Action>;
  scope: Scope;
}

/** Nobody gives what they do not hold themselves, action by action, where it is to count. */
function assertHolds(rights: Rights, given: readonly Given[]): void {
  for (const { actions, scope } of given)
    for (const action of actions)
      if (!rights.can(action, scope))
        throw new AppError({ code: "grantBeyond", params: { action } });
}

export const assertMayGive = (rights: Rights, grants: readonly GivenGrant[]): void =>
  assertHolds(
    rights,
    grants.map(({ role, scope }) => ({ actions: roleActions[role], scope })),
  );

/** To make somebody a member is to give them all that the group holds. Unknown groups are refused. */
export async function assertMayAddTo(
  tx: Tx,
  rights: Rights,
  groupIds: readonly string[],
): Promise<void> {
  const where = { id: { in: [...groupIds] } };
  const groups = await tx.group.findMany({
    where,
    include: { grants: { include: { role: true } } },
  });
  if (groups.length !== new Set(groupIds).size) throw new AppError({ code: "notFound" });
  const grants = groups.flatMap((group) => group.grants);
  assertHolds(
    rights,
    grants.map((row) => ({
      actions:
        row.builtInRole === null
          ? readActions(row.role?.actions ?? "[]")
          : roleActions[BuiltInRole.parse(row.builtInRole)],
      scope: scopeOf(row),
    })),
  );
}

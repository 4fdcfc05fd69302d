import type { Tx } from "../db/writer";
import { AppError } from "../problem";
import { assertHolds } from "../rights/delegation";
import { readActions, scopeOf } from "../rights/read-grants";
import { roleActions } from "../rights/roles";
import { BuiltInRole } from "../rights/schema";
import type { Rights } from "../rights/types";
import type { GivenGrant } from "./schema";

export function assertMayGive(rights: Rights, grants: readonly GivenGrant[]): void {
  for (const { role, scope } of grants) assertHolds(rights, roleActions[role], scope);
}

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
  for (const row of grants)
    assertHolds(
      rights,
      row.builtInRole === null
        ? readActions(row.role?.actions ?? "[]")
        : roleActions[BuiltInRole.parse(row.builtInRole)],
      scopeOf(row),
    );
}

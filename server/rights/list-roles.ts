import type { VerbContext } from "../api/context";
import { builtInRoles } from "./actions";
import { readActions } from "./read-grants";
import { roleActions } from "./roles";
import type { RoleView } from "./views";

/** The ones that come with the product, then this installation's own. */
export async function listRoles(ctx: VerbContext): Promise<RoleView[]> {
  const { db } = ctx.runtime;
  const [custom, counts] = await Promise.all([
    db.role.findMany({
      orderBy: { name: "asc" },
      include: { _count: { select: { grants: true } } },
    }),
    db.grant.groupBy({ by: ["builtInRole"], _count: true }),
  ]);
  const countOf = new Map(counts.map(({ builtInRole, _count }) => [builtInRole, _count]));
  return [
    ...builtInRoles.map((role) => ({
      id: null,
      builtIn: role,
      name: role,
      actions: [...roleActions[role]],
      grants: countOf.get(role) ?? 0,
    })),
    ...custom.map(({ id, name, actions, _count }) => ({
      id,
      builtIn: null,
      name,
      actions: [...readActions(actions)],
      grants: _count.grants,
    })),
  ];
}

import type { VerbContext } from "../api/context";
import type { Tx } from "../db/writer";
import { readActions, scopeOf } from "./read-grants";
import { roleActions } from "./roles";
import { BuiltInRole, type Scope } from "./schema";
import type { GrantView } from "./views";

/** Newest first, with everything that a line names. */
export const findGrants = (tx: Pick<Tx, "grant">, where: { id?: string } = {}) =>
  tx.grant.findMany({
    where,
    include: {
      role: true,
      user: true,
      token: true,
      project: true,
      group: { include: { _count: { select: { members: true } } } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
type Row = Awaited<ReturnType<typeof findGrants>>[number];

export function toGrantView(ctx: VerbContext, row: Row): GrantView {
  const scope = scopeOf(row);
  return {
    id: row.id,
    subject: subjectOf(row),
    role: roleOf(row),
    scope,
    scopeName: row.project?.name ?? nameOfScope(ctx, scope),
    expiresAtMs: row.expiresAt?.getTime() ?? null,
    reason: row.reason,
    createdAtMs: row.createdAt.getTime(),
    createdByName: row.createdByName,
  };
}

function subjectOf({ user, group, token, id }: Row): GrantView["subject"] {
  if (user) return { kind: "person", id: user.id, name: user.username ?? user.name };
  if (group)
    return { kind: "group", id: group.id, name: group.name, members: group._count.members };
  if (token) return { kind: "token", id: token.id, name: token.name };
  throw new Error(`grant ${id} has no subject`);
}

function roleOf({ builtInRole, role }: Row): GrantView["role"] {
  if (role)
    return { builtIn: null, id: role.id, name: role.name, actions: [...readActions(role.actions)] };
  const builtIn = BuiltInRole.parse(builtInRole);
  return { builtIn, id: null, name: builtIn, actions: [...roleActions[builtIn]] };
}

function nameOfScope({ runtime: { fleet } }: VerbContext, scope: Scope): string | null {
  switch (scope.kind) {
    case "machine":
      return fleet.machinesByUuid(scope.uuid)[0]?.name ?? null;
    case "host":
    case "pool":
    case "network":
      return fleet.host(scope.hostId)?.name ?? null;
    default:
      return null;
  }
}

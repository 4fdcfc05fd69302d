import type { VerbContext } from "../api/context";
import type { Db } from "../db/client";
import { scopeOf } from "../rights/read-grants";
import { BuiltInRole, fleetObject, type Scope } from "../rights/schema";
import type { TokenGrantView, TokenView } from "./types";

const readRows = (db: Db, ownerId: string | undefined) =>
  db.token.findMany({
    where: ownerId === undefined ? {} : { ownerId },
    include: {
      owner: true,
      grants: { include: { role: true, project: true, host: true }, orderBy: { id: "asc" } },
    },
    orderBy: { id: "desc" },
  });
type TokenRow = Awaited<ReturnType<typeof readRows>>[number];

/** One's own; everybody's for who manages access. */
export async function listTokens(ctx: VerbContext): Promise<TokenView[]> {
  const all = ctx.rights.can("access.manage", fleetObject);
  const rows = await readRows(ctx.runtime.db, all ? undefined : ctx.person.id);
  return rows.map((row) => toView(ctx, row));
}

function toView(ctx: VerbContext, row: TokenRow): TokenView {
  const { id, name, prefix, owner, sourceCidr, lastUsedIp } = row;
  return {
    id,
    name,
    prefix,
    owner: owner && { id: owner.id, name: owner.username ?? owner.name },
    grants: row.grants.map((grant) => grantView(ctx, grant)),
    sourceCidr,
    createdAtMs: row.createdAt.getTime(),
    expiresAtMs: row.expiresAt.getTime(),
    lastUsedAtMs: row.lastUsedAt?.getTime() ?? null,
    lastUsedIp,
    revokedAtMs: row.revokedAt?.getTime() ?? null,
  };
}

function grantView(ctx: VerbContext, grant: TokenRow["grants"][number]): TokenGrantView {
  const scope = scopeOf(grant);
  return {
    builtInRole: BuiltInRole.nullable().parse(grant.builtInRole),
    roleName: grant.role?.name ?? null,
    scope,
    scopeName: nameOf(ctx, scope, grant),
  };
}

function nameOf(
  ctx: VerbContext,
  scope: Scope,
  { project, host }: TokenRow["grants"][number],
): string | null {
  if (scope.kind === "project") return project?.name ?? null;
  if (scope.kind === "machine")
    return ctx.runtime.fleet.machinesByUuid(scope.uuid)[0]?.name ?? scope.uuid;
  return host?.name ?? null;
}

import { z } from "zod";
import type { Db } from "../db/client";
import type { EffectiveGrant } from "./decide";
import { roleActions } from "./roles";
import { Action, BuiltInRole, Scope } from "./schema";

/** All that decides, as the tables have it now. */
export interface GrantTables {
  byUser: Map<string, EffectiveGrant[]>;
  byToken: Map<string, EffectiveGrant[]>;
  /** Every token that is neither revoked nor run out, with the person it acts for (null: the installation). */
  ownerByToken: Map<string, string | null>;
  projectByMachine: Map<string, string>;
  projectNames: Map<string, string>;
}

type GrantRow = Awaited<ReturnType<typeof readRows>>[number];

const readRows = (db: Db) =>
  db.grant.findMany({
    include: { role: true, group: { include: { members: true } } },
  });

export async function readGrants(db: Db, now: Date): Promise<GrantTables> {
  const [rows, projects, memberships, disabled, tokens] = await Promise.all([
    readRows(db),
    db.project.findMany({ select: { id: true, name: true } }),
    db.projectMachine.findMany(),
    db.user.findMany({ where: { disabledAt: { not: null } }, select: { id: true } }),
    db.token.findMany({
      where: { revokedAt: null, expiresAt: { gt: now } },
      select: { id: true, ownerId: true, expiresAt: true },
    }),
  ]);
  const shutOut = new Set(disabled.map(({ id }) => id));
  const expiryOf = new Map(tokens.map(({ id, expiresAt }) => [id, expiresAt.getTime()]));
  const byUser = new Map<string, EffectiveGrant[]>();
  const byToken = new Map<string, EffectiveGrant[]>();
  for (const row of rows) {
    const grant = effective(row);
    const tokenEndsMs = row.tokenId === null ? undefined : expiryOf.get(row.tokenId);
    if (row.tokenId !== null && tokenEndsMs !== undefined)
      add(byToken, row.tokenId, { ...grant, expiresAtMs: earlier(grant.expiresAtMs, tokenEndsMs) });
    const people = row.userId === null ? (row.group?.members ?? []) : [{ userId: row.userId }];
    for (const { userId } of people) if (!shutOut.has(userId)) add(byUser, userId, grant);
  }
  return {
    byUser,
    byToken,
    ownerByToken: new Map(tokens.map(({ id, ownerId }) => [id, ownerId])),
    projectByMachine: new Map(memberships.map((m) => [m.machineUuid, m.projectId])),
    projectNames: new Map(projects.map(({ id, name }) => [id, name])),
  };
}

const earlier = (grantEndsMs: number | null, tokenEndsMs: number): number =>
  grantEndsMs === null ? tokenEndsMs : Math.min(grantEndsMs, tokenEndsMs);

function effective(row: GrantRow): EffectiveGrant {
  return {
    id: row.id,
    actions: actionsOf(row),
    scope: scopeOf(row),
    expiresAtMs: row.expiresAt?.getTime() ?? null,
  };
}

function actionsOf({ builtInRole, role }: GrantRow): ReadonlySet<Action> {
  if (builtInRole !== null) return roleActions[BuiltInRole.parse(builtInRole)];
  return readActions(role?.actions ?? "[]");
}

/** A role from a newer version may name an action this one does not know: it gives nothing here. */
export function readActions(json: string): ReadonlySet<Action> {
  const names = z.array(z.string()).parse(JSON.parse(json));
  return new Set(names.flatMap((name) => Action.safeParse(name).data ?? []));
}

export type ScopeColumns = Pick<
  GrantRow,
  "scopeKind" | "projectId" | "machineUuid" | "hostId" | "resource"
>;

export function scopeOf(row: ScopeColumns): Scope {
  const { scopeKind: kind, projectId, machineUuid: uuid, hostId, resource } = row;
  const byKind: Record<string, unknown> = {
    fleet: { kind },
    project: { kind, projectId },
    machine: { kind, uuid },
    host: { kind, hostId },
    pool: { kind, hostId, pool: resource },
    network: { kind, hostId, network: resource },
  };
  return Scope.parse(byKind[kind]);
}

const columns = { projectId: null, machineUuid: null, hostId: null, resource: null };

export function columnsOf(scope: Scope): ScopeColumns {
  const scopeKind = scope.kind;
  switch (scope.kind) {
    case "fleet":
      return { ...columns, scopeKind };
    case "project":
      return { ...columns, scopeKind, projectId: scope.projectId };
    case "machine":
      return { ...columns, scopeKind, machineUuid: scope.uuid };
    case "host":
      return { ...columns, scopeKind, hostId: scope.hostId };
    case "pool":
      return { ...columns, scopeKind, hostId: scope.hostId, resource: scope.pool };
    case "network":
      return { ...columns, scopeKind, hostId: scope.hostId, resource: scope.network };
  }
}

function add(map: Map<string, EffectiveGrant[]>, key: string, grant: EffectiveGrant): void {
  const list = map.get(key);
  if (list) list.push(grant);
  else map.set(key, [grant]);
}

import { ulid } from "ulid";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import type { Tx } from "../db/writer";
import { AppError } from "../problem";
import { actionsOf, assertHolds } from "./delegation";
import { columnsOf } from "./read-grants";
import type { AddGrantInput, GrantSubject, Scope } from "./schema";

export async function addGrant(
  ctx: VerbContext,
  input: AddGrantInput,
): Promise<{ grantId: string }> {
  if (input.expiresAtMs !== undefined && input.expiresAtMs <= Date.now())
    throw new AppError({ code: "badInput", params: { field: "expiresAtMs" } });
  const grantId = ulid();
  const { role, scope, subject } = input;
  await ctx.runtime.writer.transaction(async (tx) => {
    assertHolds(ctx.rights, await actionsOf(tx, role), scope);
    const to = await subjectIn(tx, subject);
    await assertThere(ctx, tx, scope);
    await tx.grant.create({
      data: {
        id: grantId,
        ...to.columns,
        builtInRole: role.kind === "builtIn" ? role.role : null,
        roleId: role.kind === "custom" ? role.roleId : null,
        ...columnsOf(scope),
        expiresAt: input.expiresAtMs === undefined ? null : new Date(input.expiresAtMs),
        reason: input.reason || null,
        createdByName: ctx.person.name,
      },
    });
    await ctx.runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "grant.add",
      objects: [{ kind: "grant", id: grantId, name: to.name }, to.object],
      decision: "allowed",
      ...(input.reason ? { reason: input.reason } : {}),
      after: { role, scope, expiresAtMs: input.expiresAtMs ?? null },
    });
  });
  await ctx.runtime.rights.reload();
  return { grantId };
}

async function subjectIn(tx: Tx, subject: GrantSubject) {
  if (subject.kind === "person") {
    const user = await tx.user.findUnique({ where: { id: subject.personId } });
    if (!user) throw new AppError({ code: "notFound" });
    const name = user.username ?? user.name;
    return {
      name,
      columns: { userId: user.id },
      object: { kind: "person", id: user.id, name } as const,
    };
  }
  const group = await tx.group.findUnique({ where: { id: subject.groupId } });
  if (!group) throw new AppError({ code: "notFound" });
  const { id, name } = group;
  return { name, columns: { groupId: id }, object: { kind: "group", id, name } as const };
}

async function assertThere(ctx: VerbContext, tx: Tx, scope: Scope): Promise<void> {
  const { fleet } = ctx.runtime;
  const there =
    scope.kind === "fleet" ||
    (scope.kind === "project" &&
      (await tx.project.count({ where: { id: scope.projectId } })) > 0) ||
    (scope.kind === "machine" && fleet.machinesByUuid(scope.uuid).length > 0) ||
    ("hostId" in scope && fleet.host(scope.hostId) !== undefined);
  if (!there) throw new AppError({ code: "notFound" });
}

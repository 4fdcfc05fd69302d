import type { Runtime } from "../../runtime-types";
import type { Rights } from "../types";

export const testOwnerId = "test-owner";

/** An owner in the tables themselves, so that the engine, which asks them again, agrees. May be there already. */
export async function makeTestOwner({ db, rights }: Pick<Runtime, "db" | "rights">): Promise<void> {
  const id = testOwnerId;
  const at = new Date();
  const user = { id, name: id, email: `${id}@flotilla.invalid`, createdAt: at, updatedAt: at };
  await db.user.upsert({ where: { id }, create: user, update: {} });
  const grant = { id, userId: id, builtInRole: "owner", scopeKind: "fleet", createdByName: id };
  await db.grant.upsert({ where: { id }, create: grant, update: {} });
  await rights.reload();
}

export const testOwnerRights = ({ rights }: Pick<Runtime, "rights">): Rights =>
  rights.of({ kind: "person", personId: testOwnerId });

import type { Tx } from "../db/writer";
import { AppError } from "../problem";

/** Enabled people who own the whole fleet, by themselves or through a group. */
export async function ownerIds(tx: Tx): Promise<Set<string>> {
  const grants = await tx.grant.findMany({
    where: { builtInRole: "owner", scopeKind: "fleet", expiresAt: null },
    include: { group: { include: { members: true } } },
  });
  const ids = grants.flatMap(({ userId, group }) =>
    userId === null ? (group?.members ?? []).map((member) => member.userId) : [userId],
  );
  const enabled = await tx.user.findMany({
    where: { id: { in: ids }, disabledAt: null },
    select: { id: true },
  });
  return new Set(enabled.map(({ id }) => id));
}

/** Asked at the end of a transaction: a fleet that nobody owns could not be mended from inside. */
export async function assertAnOwnerIsLeft(tx: Tx): Promise<void> {
  if ((await ownerIds(tx)).size === 0) throw new AppError({ code: "lastOwner" });
}

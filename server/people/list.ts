import type { VerbContext } from "../api/context";
import { ownerIds } from "../rights/owners";
import type { PeopleOverview } from "./types";

export async function listPeople(ctx: VerbContext): Promise<PeopleOverview> {
  const { db } = ctx.runtime;
  const [users, groups, invitations, owners] = await Promise.all([
    db.user.findMany({
      orderBy: { name: "asc" },
      include: {
        totp: true,
        groups: { include: { group: true } },
        sessions: { orderBy: { updatedAt: "desc" }, take: 1 },
        _count: { select: { passkeys: true } },
      },
    }),
    db.group.findMany({
      orderBy: { name: "asc" },
      include: { members: true, _count: { select: { grants: true } } },
    }),
    db.invitation.findMany({
      where: { expiresAt: { gt: new Date() } },
      orderBy: { createdAt: "desc" },
    }),
    ownerIds(db),
  ]);
  return {
    people: users.map((user) => ({
      id: user.id,
      name: user.username ?? user.name,
      disabledAtMs: user.disabledAt?.getTime() ?? null,
      isYou: user.id === ctx.person.id,
      isOwner: owners.has(user.id),
      factors: { totp: user.totp !== null, passkeys: user._count.passkeys },
      groups: user.groups.map(({ group }) => ({ id: group.id, name: group.name })),
      seenAtMs: user.sessions[0]?.updatedAt.getTime() ?? null,
    })),
    groups: groups.map((group) => ({
      id: group.id,
      name: group.name,
      memberIds: group.members.map(({ userId }) => userId),
      grantCount: group._count.grants,
    })),
    invitations: invitations.map(({ id, label, createdByName, expiresAt }) => ({
      id,
      label,
      createdByName,
      expiresAtMs: expiresAt.getTime(),
    })),
  };
}

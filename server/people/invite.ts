import { ulid } from "ulid";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { invitationHash, newInvitationSecret } from "./invitation-secret";
import { assertMayAddTo, assertMayGive } from "./may-give";
import type { InviteInput } from "./schema";

const HOUR_MS = 3_600_000;

/** A link for one person. Its secret is answered once and kept as a hash only. */
export async function invite(
  ctx: VerbContext,
  input: InviteInput,
): Promise<{ secret: string; expiresAtMs: number }> {
  const { audit, writer } = ctx.runtime;
  const { label, groupIds, grants } = input;
  assertMayGive(ctx.rights, grants);
  const secret = newInvitationSecret();
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + input.expiresInHours * HOUR_MS);
  await writer.transaction(async (tx) => {
    await assertMayAddTo(tx, ctx.rights, groupIds);
    await tx.invitation.deleteMany({ where: { expiresAt: { lte: createdAt } } });
    const invitation = await tx.invitation.create({
      data: {
        id: ulid(),
        label,
        hash: invitationHash(secret),
        groups: JSON.stringify(groupIds),
        grants: JSON.stringify(grants),
        createdById: ctx.person.id,
        createdByName: ctx.person.name,
        createdAt,
        expiresAt,
      },
    });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "person.invite",
      objects: [{ kind: "person", id: `invitation:${invitation.id}`, name: label }],
      decision: "allowed",
      after: { groupIds, grants, expiresAt },
    });
  });
  return { secret, expiresAtMs: expiresAt.getTime() };
}

import { ulid } from "ulid";
import { z } from "zod";
import { completeSignIn } from "../access/complete-sign-in";
import { createPerson } from "../access/create-person";
import { guarded } from "../access/guarded";
import { hashPassword } from "../access/password-hash";
import type { Person } from "../access/types";
import type { Context } from "../api/context";
import type { Tx } from "../db/writer";
import { AppError } from "../problem";
import { columnsOf } from "../rights/read-grants";
import { invitationHash } from "./invitation-secret";
import { assertMayAddTo, assertMayGive } from "./may-give";
import { type AcceptInput, GivenGrant, type InvitationSecret } from "./schema";

/** Whom the link is for and who made it; a wrong, spent or expired one says no more than that. */
export async function openInvitation(
  ctx: Context,
  input: InvitationSecret,
): Promise<{ label: string; createdByName: string }> {
  const invitation = await find(ctx, input.secret);
  return { label: invitation.label, createdByName: invitation.createdByName };
}

/**
 * Makes the account and gives it what was promised, as far as whoever promised it still may. The link
 * is spent in the same transaction: of two who use it at once, one gets in.
 */
export async function acceptInvitation(ctx: Context, input: AcceptInput): Promise<Person> {
  const { audit, rights, writer } = ctx.runtime;
  const { id } = await find(ctx, input.secret);
  const passwordHash = await hashPassword(input.password);
  const user = await writer.transaction(async (tx) => {
    const invitation = await tx.invitation.findFirst({ where: { id } });
    if (!invitation) throw new AppError({ code: "invitationGone" });
    await tx.invitation.delete({ where: { id } });
    const made = await createPerson(tx, { ...input, passwordHash });
    const given = await give(ctx, tx, { invitation, userId: made.id });
    await audit.append(tx, {
      actor: { id: made.id, name: input.name, sessionId: null, sourceIp: ctx.sourceIp },
      action: "person.join",
      objects: [{ kind: "person", id: made.id, name: input.name }],
      decision: "allowed",
      after: { ...given, invitedBy: invitation.createdByName },
    });
    return made;
  });
  await rights.reload();
  return (await completeSignIn(ctx, user, { method: "password" })).person;
}

interface Promised {
  invitation: { groups: string; grants: string; createdById: string; createdByName: string };
  userId: string;
}

async function give(ctx: Context, tx: Tx, { invitation, userId }: Promised) {
  const groupIds = z.array(z.string()).parse(JSON.parse(invitation.groups));
  const grants = z.array(GivenGrant).parse(JSON.parse(invitation.grants));
  const inviter = ctx.runtime.rights.of({ kind: "person", personId: invitation.createdById });
  assertMayGive(inviter, grants);
  await assertMayAddTo(tx, inviter, groupIds);
  await tx.groupMember.createMany({ data: groupIds.map((groupId) => ({ groupId, userId })) });
  await tx.grant.createMany({
    data: grants.map(({ role, scope }) => ({
      ...columnsOf(scope),
      id: ulid(),
      userId,
      builtInRole: role,
      createdByName: invitation.createdByName,
    })),
  });
  return { groupIds, grants };
}

async function find(ctx: Context, secret: string) {
  const guess = { target: `invitation:${ctx.sourceIp}`, userId: undefined };
  const found = await guarded(ctx, guess, async () => {
    const hash = invitationHash(secret);
    const invitation = await ctx.runtime.db.invitation.findUnique({ where: { hash } });
    return invitation !== null && invitation.expiresAt > new Date() && invitation;
  });
  if (!found) throw new AppError({ code: "invitationGone" });
  return found;
}

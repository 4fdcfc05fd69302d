import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import type { InvitationId } from "./schema";

export async function withdrawInvitation(ctx: VerbContext, input: InvitationId): Promise<void> {
  const { audit, writer } = ctx.runtime;
  await writer.transaction(async (tx) => {
    const invitation = await tx.invitation.findUnique({ where: { id: input.invitationId } });
    if (!invitation) throw new AppError({ code: "notFound" });
    await tx.invitation.delete({ where: { id: invitation.id } });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "person.withdrawInvitation",
      objects: [{ kind: "person", id: `invitation:${invitation.id}`, name: invitation.label }],
      decision: "allowed",
    });
  });
}

import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { assertAnOwnerIsLeft } from "../rights/owners";
import { groupOrThrow, personOrThrow } from "./internal";
import { assertMayAddTo } from "./may-give";
import type { MemberInput } from "./schema";

/** Into a group goes only who may be given all its rights by whoever adds them; out of it anybody. */
export async function setMember(ctx: VerbContext, input: MemberInput): Promise<void> {
  const { audit, rights, writer } = ctx.runtime;
  const { groupId, personId: userId, member } = input;
  await writer.transaction(async (tx) => {
    const { object } = await groupOrThrow(tx, groupId);
    const person = await personOrThrow(tx, userId);
    const where = { groupId, userId };
    await tx.groupMember.deleteMany({ where });
    if (member) {
      await assertMayAddTo(tx, ctx.rights, [groupId]);
      await tx.groupMember.create({ data: where });
    } else await assertAnOwnerIsLeft(tx);
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: member ? "group.addMember" : "group.removeMember",
      objects: [object, person.object],
      decision: "allowed",
    });
  });
  await rights.reload();
}

import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { assertAnOwnerIsLeft } from "../rights/owners";
import { groupOrThrow } from "./internal";
import type { GroupId } from "./schema";

/** With it go the rights its members had through it. */
export async function removeGroup(ctx: VerbContext, input: GroupId): Promise<void> {
  const { audit, rights, writer } = ctx.runtime;
  await writer.transaction(async (tx) => {
    const { object } = await groupOrThrow(tx, input.groupId);
    await tx.group.delete({ where: { id: input.groupId } });
    await assertAnOwnerIsLeft(tx);
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "group.remove",
      objects: [object],
      decision: "allowed",
    });
  });
  await rights.reload();
}

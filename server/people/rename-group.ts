import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { assertGroupNameFree, groupOrThrow } from "./internal";
import type { RenameGroupInput } from "./schema";

export async function renameGroup(ctx: VerbContext, input: RenameGroupInput): Promise<void> {
  const { audit, writer } = ctx.runtime;
  const { groupId, name } = input;
  await writer.transaction(async (tx) => {
    const { group, object } = await groupOrThrow(tx, groupId);
    if (group.name === name) return;
    await assertGroupNameFree(tx, name);
    await tx.group.update({ where: { id: groupId }, data: { name } });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "group.rename",
      objects: [object],
      decision: "allowed",
      before: { name: group.name },
      after: { name },
    });
  });
}

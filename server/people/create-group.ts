import { ulid } from "ulid";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { assertGroupNameFree } from "./internal";
import type { CreateGroupInput } from "./schema";

export async function createGroup(
  ctx: VerbContext,
  { name }: CreateGroupInput,
): Promise<{ groupId: string }> {
  const { audit, writer } = ctx.runtime;
  const groupId = ulid();
  await writer.transaction(async (tx) => {
    await assertGroupNameFree(tx, name);
    await tx.group.create({ data: { id: groupId, name } });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "group.create",
      objects: [{ kind: "group", id: groupId, name }],
      decision: "allowed",
    });
  });
  return { groupId };
}

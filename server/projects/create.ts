import { ulid } from "ulid";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { assertNameFree } from "./internal";
import type { CreateProjectInput } from "./schema";

export async function createProject(
  ctx: VerbContext,
  { name }: CreateProjectInput,
): Promise<{ projectId: string }> {
  const projectId = ulid();
  await ctx.runtime.writer.transaction(async (tx) => {
    await assertNameFree(tx, name);
    await tx.project.create({ data: { id: projectId, name } });
    await ctx.runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "project.create",
      objects: [{ kind: "project", id: projectId, name }],
      decision: "allowed",
    });
  });
  await ctx.runtime.rights.reload();
  return { projectId };
}

import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { assertNameFree, getProjectOrThrow } from "./internal";
import type { RenameProjectInput } from "./schema";

export async function renameProject(ctx: VerbContext, input: RenameProjectInput): Promise<void> {
  const { projectId, name } = input;
  await ctx.runtime.writer.transaction(async (tx) => {
    const project = await getProjectOrThrow(tx, projectId);
    await assertNameFree(tx, name, projectId);
    await tx.project.update({ where: { id: projectId }, data: { name } });
    await ctx.runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "project.rename",
      objects: [{ kind: "project", id: projectId, name }],
      decision: "allowed",
      before: { name: project.name },
      after: { name },
    });
  });
  await ctx.runtime.rights.reload();
}

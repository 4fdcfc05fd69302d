import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { getProjectOrThrow } from "./internal";

/** Its machines stay and are in no project; the rights given on it go with it. */
export async function deleteProject(
  ctx: VerbContext,
  { projectId }: { projectId: string },
): Promise<void> {
  await ctx.runtime.writer.transaction(async (tx) => {
    const project = await getProjectOrThrow(tx, projectId);
    const machines = await tx.projectMachine.findMany({ where: { projectId } });
    const grants = await tx.grant.count({ where: { projectId } });
    await tx.project.delete({ where: { id: projectId } });
    await ctx.runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "project.delete",
      objects: [{ kind: "project", id: projectId, name: project.name }],
      decision: "allowed",
      before: { machines: machines.map(({ machineUuid }) => machineUuid), grants },
    });
  });
  await ctx.runtime.rights.reload();
}

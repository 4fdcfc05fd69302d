import type { VerbContext } from "../api/context";
import type { ProjectView } from "./types";

/** Those in which the person sees machines or manages access; of each, the machines he sees. */
export async function listProjects(ctx: VerbContext): Promise<ProjectView[]> {
  const projects = await ctx.runtime.db.project.findMany({
    include: { machines: true, _count: { select: { grants: true } } },
    orderBy: { name: "asc" },
  });
  return projects.flatMap(({ id, name, machines, createdAt, _count }) => {
    const object = { kind: "project", projectId: id } as const;
    const machineUuids = machines
      .map(({ machineUuid }) => machineUuid)
      .filter((uuid) => ctx.rights.can("machine.view", { kind: "machine", uuid }));
    const manages = ctx.rights.can("access.manage", object);
    const sees = machineUuids.length > 0 || ctx.rights.can("machine.view", object);
    if (!manages && !sees) return [];
    const grants = manages ? _count.grants : 0;
    return [{ id, name, machineUuids, grants, createdAtMs: createdAt.getTime() }];
  });
}

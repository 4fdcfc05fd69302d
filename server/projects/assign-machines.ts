import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import type { Requirement } from "../rights/schema";
import type { Runtime } from "../runtime-types";
import { getProjectOrThrow } from "./internal";
import type { AssignMachinesInput } from "./schema";

/** Moving a machine changes who may do what with it: access is managed on it and where it goes. */
export function assignNeeds({ machineUuids, projectId }: AssignMachinesInput): Requirement[] {
  return [
    ...machineUuids.map((uuid) => ({
      action: "access.manage" as const,
      object: { kind: "machine", uuid } as const,
    })),
    ...(projectId === null
      ? []
      : [{ action: "access.manage" as const, object: { kind: "project", projectId } as const }]),
  ];
}

export async function assignMachines(ctx: VerbContext, input: AssignMachinesInput): Promise<void> {
  const { projectId } = input;
  const machineUuids = [...new Set(input.machineUuids)];
  const names = new Map(machineUuids.map((uuid) => [uuid, nameOf(ctx.runtime, uuid)]));
  await ctx.runtime.writer.transaction(async (tx) => {
    const project = projectId === null ? null : await getProjectOrThrow(tx, projectId);
    const before = await tx.projectMachine.findMany({
      where: { machineUuid: { in: machineUuids } },
      include: { project: true },
    });
    await tx.projectMachine.deleteMany({ where: { machineUuid: { in: machineUuids } } });
    if (project)
      await tx.projectMachine.createMany({
        data: machineUuids.map((machineUuid) => ({ machineUuid, projectId: project.id })),
      });
    await ctx.runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "project.assign",
      objects: [
        ...(project ? [{ kind: "project", id: project.id, name: project.name } as const] : []),
        ...[...names].map(([id, name]) => ({ kind: "machine", id, name }) as const),
      ],
      decision: "allowed",
      before: Object.fromEntries(before.map((row) => [row.machineUuid, row.project.name])),
      after: { project: project?.name ?? null },
    });
  });
  await ctx.runtime.rights.reload();
}

function nameOf({ fleet }: Runtime, uuid: string): string {
  const row = fleet.machinesByUuid(uuid)[0];
  if (!row) throw new AppError({ code: "machineGone", params: { uuid } });
  return row.name;
}

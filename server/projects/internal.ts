import type { Tx } from "../db/writer";
import { AppError } from "../problem";

export async function getProjectOrThrow(tx: Pick<Tx, "project">, projectId: string) {
  const project = await tx.project.findUnique({ where: { id: projectId } });
  if (!project) throw new AppError({ code: "notFound" });
  return project;
}

export async function assertNameFree(tx: Tx, name: string, exceptId?: string): Promise<void> {
  const wanted = name.toLowerCase();
  const taken = (await tx.project.findMany({ select: { id: true, name: true } })).some(
    (project) => project.id !== exceptId && project.name.toLowerCase() === wanted,
  );
  if (taken) throw new AppError({ code: "nameTaken", params: { name } });
}

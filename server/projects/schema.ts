import { z } from "zod";

const id = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(64);
const uuid = z.guid().transform((text) => text.toLowerCase());

export const ProjectId = z.strictObject({ projectId: id });
export const CreateProjectInput = z.strictObject({ name });
export type CreateProjectInput = z.infer<typeof CreateProjectInput>;
export const RenameProjectInput = z.strictObject({ projectId: id, name });
export type RenameProjectInput = z.infer<typeof RenameProjectInput>;

export const AssignMachinesInput = z.strictObject({
  machineUuids: z.array(uuid).min(1).max(500),
  /** Null: out of every project. */
  projectId: id.nullable(),
});
export type AssignMachinesInput = z.infer<typeof AssignMachinesInput>;

import { assignMachines, assignNeeds } from "../../projects/assign-machines";
import { createProject } from "../../projects/create";
import { deleteProject } from "../../projects/delete";
import { listProjects } from "../../projects/list";
import { renameProject } from "../../projects/rename";
import {
  AssignMachinesInput,
  CreateProjectInput,
  ProjectId,
  RenameProjectInput,
} from "../../projects/schema";
import { onFleet } from "../../rights/requirements";
import { filteredProcedure, needing, proved, router } from "../trpc";

const manage = () => [onFleet("access.manage")];

export const projectsRouter = router({
  list: filteredProcedure.query(({ ctx }) => listProjects(ctx.verb)),
  create: needing(CreateProjectInput, manage).mutation(({ ctx, input }) =>
    createProject(ctx.verb, input),
  ),
  rename: needing(RenameProjectInput, manage).mutation(({ ctx, input }) =>
    renameProject(ctx.verb, input),
  ),
  delete: needing(ProjectId, manage)
    .use(proved)
    .mutation(({ ctx, input }) => deleteProject(ctx.verb, input)),
  assign: needing(AssignMachinesInput, assignNeeds)
    .use(proved)
    .mutation(({ ctx, input }) => assignMachines(ctx.verb, input)),
});

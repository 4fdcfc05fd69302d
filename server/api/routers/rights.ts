import { addGrant } from "../../rights/add-grant";
import { createRole } from "../../rights/create-role";
import { deleteRole } from "../../rights/delete-role";
import { explain } from "../../rights/explain";
import { listGrants } from "../../rights/list-grants";
import { listRoles } from "../../rights/list-roles";
import { listSubjects } from "../../rights/list-subjects";
import { removeGrant } from "../../rights/remove-grant";
import { onFleet } from "../../rights/requirements";
import {
  AddGrantInput,
  CreateRoleInput,
  ExplainInput,
  GrantId,
  RoleId,
  UpdateRoleInput,
} from "../../rights/schema";
import { updateRole } from "../../rights/update-role";
import { watchMine } from "../../rights/watch-mine";
import { Nothing, needing, ownProcedure, proved, router } from "../trpc";

const manage = () => [onFleet("access.manage")];

export const rightsRouter = router({
  mine: ownProcedure.subscription(({ ctx, signal }) =>
    watchMine(ctx.verb, signal ?? AbortSignal.abort()),
  ),
  explain: ownProcedure.input(ExplainInput).query(({ ctx, input }) => explain(ctx.verb, input)),
  grants: needing(Nothing, manage).query(({ ctx }) => listGrants(ctx.verb)),
  addGrant: needing(AddGrantInput, ({ scope }) => [{ action: "access.manage", object: scope }])
    .use(proved)
    .mutation(({ ctx, input }) => addGrant(ctx.verb, input)),
  removeGrant: needing(GrantId, manage)
    .use(proved)
    .mutation(({ ctx, input }) => removeGrant(ctx.verb, input)),
  subjects: needing(Nothing, manage).query(({ ctx }) => listSubjects(ctx.verb)),
  roles: needing(Nothing, manage).query(({ ctx }) => listRoles(ctx.verb)),
  createRole: needing(CreateRoleInput, manage)
    .use(proved)
    .mutation(({ ctx, input }) => createRole(ctx.verb, input)),
  updateRole: needing(UpdateRoleInput, manage)
    .use(proved)
    .mutation(({ ctx, input }) => updateRole(ctx.verb, input)),
  deleteRole: needing(RoleId, manage)
    .use(proved)
    .mutation(({ ctx, input }) => deleteRole(ctx.verb, input)),
});

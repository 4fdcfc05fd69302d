import { createGroup } from "../../people/create-group";
import { enablePerson } from "../../people/enable";
import { invite } from "../../people/invite";
import { listPeople } from "../../people/list";
import { removePerson } from "../../people/remove";
import { removeGroup } from "../../people/remove-group";
import { renamePerson } from "../../people/rename";
import { renameGroup } from "../../people/rename-group";
import { resetFactors } from "../../people/reset-factors";
import {
  CreateGroupInput,
  EnablePersonInput,
  GroupId,
  InvitationId,
  InviteInput,
  MemberInput,
  PersonId,
  RenameGroupInput,
  RenamePersonInput,
} from "../../people/schema";
import { setMember } from "../../people/set-member";
import { withdrawInvitation } from "../../people/withdraw-invitation";
import { onFleet } from "../../rights/requirements";
import { Nothing, needing, proved, router } from "../trpc";

const manageAccess = () => [onFleet("access.manage")];

export const peopleRouter = router({
  list: needing(Nothing, manageAccess).query(({ ctx }) => listPeople(ctx.verb)),
  invite: needing(InviteInput, manageAccess)
    .use(proved)
    .mutation(({ ctx, input }) => invite(ctx.verb, input)),
  withdrawInvitation: needing(InvitationId, manageAccess)
    .use(proved)
    .mutation(({ ctx, input }) => withdrawInvitation(ctx.verb, input)),
  rename: needing(RenamePersonInput, manageAccess)
    .use(proved)
    .mutation(({ ctx, input }) => renamePerson(ctx.verb, input)),
  enable: needing(EnablePersonInput, manageAccess)
    .use(proved)
    .mutation(({ ctx, input }) => enablePerson(ctx.verb, input)),
  remove: needing(PersonId, manageAccess)
    .use(proved)
    .mutation(({ ctx, input }) => removePerson(ctx.verb, input)),
  resetFactors: needing(PersonId, manageAccess)
    .use(proved)
    .mutation(({ ctx, input }) => resetFactors(ctx.verb, input)),
  createGroup: needing(CreateGroupInput, manageAccess)
    .use(proved)
    .mutation(({ ctx, input }) => createGroup(ctx.verb, input)),
  renameGroup: needing(RenameGroupInput, manageAccess)
    .use(proved)
    .mutation(({ ctx, input }) => renameGroup(ctx.verb, input)),
  removeGroup: needing(GroupId, manageAccess)
    .use(proved)
    .mutation(({ ctx, input }) => removeGroup(ctx.verb, input)),
  setMember: needing(MemberInput, manageAccess)
    .use(proved)
    .mutation(({ ctx, input }) => setMember(ctx.verb, input)),
});

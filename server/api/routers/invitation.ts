import { acceptInvitation, openInvitation } from "../../people/accept-invitation";
import { AcceptInput, InvitationSecret } from "../../people/schema";
import { openProcedure, router } from "../trpc";

/** Mutations both: a secret belongs in no URL. */
export const invitationRouter = router({
  open: openProcedure
    .input(InvitationSecret)
    .mutation(({ ctx, input }) => openInvitation(ctx, input)),
  accept: openProcedure
    .input(AcceptInput)
    .mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
});

import { claimOwner } from "../../access/claim-owner";
import { ClaimInput } from "../../access/schema";
import { openProcedure, router } from "../trpc";

export const setupRouter = router({
  state: openProcedure.query(async ({ ctx }) => ({
    needed: await ctx.runtime.access.setupNeeded(),
  })),
  claim: openProcedure.input(ClaimInput).mutation(({ ctx, input }) => claimOwner(ctx, input)),
});

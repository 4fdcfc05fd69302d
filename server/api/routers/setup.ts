import { claimOwner } from "../../access/claim-owner";
import { ClaimInput } from "../../access/schema";
import { publicProcedure, router } from "../trpc";

export const setupRouter = router({
  state: publicProcedure.query(async ({ ctx }) => ({
    needed: await ctx.runtime.access.setupNeeded(),
  })),
  claim: publicProcedure.input(ClaimInput).mutation(({ ctx, input }) => claimOwner(ctx, input)),
});

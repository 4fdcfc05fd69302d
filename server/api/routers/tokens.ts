import { createToken } from "../../tokens/create";
import { listTokens } from "../../tokens/list";
import { revokeToken } from "../../tokens/revoke";
import { CreateTokenInput, TokenId } from "../../tokens/schema";
import { filteredProcedure, ownProcedure, proved, router } from "../trpc";

export const tokensRouter = router({
  list: filteredProcedure.query(({ ctx }) => listTokens(ctx.verb)),
  create: ownProcedure
    .use(proved)
    .input(CreateTokenInput)
    .mutation(({ ctx, input }) => createToken(ctx.verb, input)),
  revoke: ownProcedure.input(TokenId).mutation(({ ctx, input }) => revokeToken(ctx.verb, input)),
});

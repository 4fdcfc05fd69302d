import { cancelOperation } from "../../operations/cancel";
import { getOperation } from "../../operations/get";
import { listOperations } from "../../operations/list";
import { OperationId, OperationListInput } from "../../operations/schema";
import { procedure, router } from "../trpc";

export const operationsRouter = router({
  watch: procedure.subscription(({ ctx, signal }) =>
    ctx.verb.runtime.operations.watch(signal ?? AbortSignal.abort()),
  ),
  list: procedure
    .input(OperationListInput)
    .query(({ ctx, input }) => listOperations(ctx.verb, input)),
  get: procedure.input(OperationId).query(({ ctx, input }) => getOperation(ctx.verb, input)),
  cancel: procedure
    .input(OperationId)
    .mutation(({ ctx, input }) => cancelOperation(ctx.verb, input)),
});

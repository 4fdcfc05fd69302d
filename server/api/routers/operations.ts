import { retryOperation } from "../../machines/retry-operation";
import { cancelOperation } from "../../operations/cancel";
import { getOperation } from "../../operations/get";
import { listOperations } from "../../operations/list";
import { OperationId, OperationListInput, RetryInput } from "../../operations/schema";
import { watchOperations } from "../../operations/watch";
import { filteredProcedure, router } from "../trpc";

export const operationsRouter = router({
  watch: filteredProcedure.subscription(({ ctx, signal }) =>
    watchOperations(ctx.verb, signal ?? AbortSignal.abort()),
  ),
  list: filteredProcedure
    .input(OperationListInput)
    .query(({ ctx, input }) => listOperations(ctx.verb, input)),
  get: filteredProcedure
    .input(OperationId)
    .query(({ ctx, input }) => getOperation(ctx.verb, input)),
  cancel: filteredProcedure
    .input(OperationId)
    .mutation(({ ctx, input }) => cancelOperation(ctx.verb, input)),
  retry: filteredProcedure
    .input(RetryInput)
    .mutation(({ ctx, input }) => retryOperation(ctx.verb, input)),
});

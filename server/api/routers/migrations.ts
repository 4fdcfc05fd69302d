import { MachineInput } from "../../machines/schema";
import { getMigration } from "../../migrations/get";
import { listMigrations } from "../../migrations/list";
import { listDestinations } from "../../migrations/list-destinations";
import { precheckMigration } from "../../migrations/precheck";
import { MigrateInput, MigrationListInput, MigrationTarget } from "../../migrations/schema";
import { startMigration } from "../../migrations/start";
import { OperationId } from "../../operations/schema";
import { procedure, router } from "../trpc";

export const migrationsRouter = router({
  destinations: procedure
    .input(MachineInput)
    .query(({ ctx, input }) => listDestinations(ctx.verb, input)),
  precheck: procedure
    .input(MigrationTarget)
    .subscription(({ ctx, input, signal }) =>
      precheckMigration(ctx.verb, input, signal ?? AbortSignal.abort()),
    ),
  start: procedure
    .input(MigrateInput)
    .mutation(({ ctx, input }) => startMigration(ctx.verb, input)),
  list: procedure
    .input(MigrationListInput)
    .query(({ ctx, input }) => listMigrations(ctx.verb, input)),
  get: procedure.input(OperationId).query(({ ctx, input }) => getMigration(ctx.verb, input)),
});

import { MachineInput } from "../../machines/schema";
import { getMigration } from "../../migrations/get";
import { listMigrations } from "../../migrations/list";
import { listDestinations } from "../../migrations/list-destinations";
import { migrationNeeds } from "../../migrations/needs";
import { precheckMigration } from "../../migrations/precheck";
import {
  MigrateInput,
  MigrationListInput,
  MigrationSearchInput,
  MigrationTarget,
} from "../../migrations/schema";
import { searchMigrations } from "../../migrations/search";
import { startMigration } from "../../migrations/start";
import { OperationId } from "../../operations/schema";
import { onMachine } from "../../rights/requirements";
import { filteredProcedure, needing, router } from "../trpc";

export const migrationsRouter = router({
  destinations: needing(MachineInput, ({ machine }) => [
    onMachine("machine.migrate", machine),
  ]).query(({ ctx, input }) => listDestinations(ctx.verb, input)),
  precheck: needing(MigrationTarget, migrationNeeds).subscription(({ ctx, input, signal }) =>
    precheckMigration(ctx.verb, input, signal ?? AbortSignal.abort()),
  ),
  start: needing(MigrateInput, migrationNeeds).mutation(({ ctx, input }) =>
    startMigration(ctx.verb, input),
  ),
  list: filteredProcedure
    .input(MigrationListInput)
    .query(({ ctx, input }) => listMigrations(ctx.verb, input)),
  search: filteredProcedure
    .input(MigrationSearchInput)
    .query(({ ctx, input }) => searchMigrations(ctx.verb, input)),
  get: filteredProcedure
    .input(OperationId)
    .query(({ ctx, input }) => getMigration(ctx.verb, input)),
});

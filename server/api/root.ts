import { auditRouter } from "./routers/audit";
import { consolesRouter } from "./routers/consoles";
import { hostsRouter } from "./routers/hosts";
import { inventoryRouter } from "./routers/inventory";
import { machinesRouter } from "./routers/machines";
import { migrationsRouter } from "./routers/migrations";
import { operationsRouter } from "./routers/operations";
import { sessionRouter } from "./routers/session";
import { setupRouter } from "./routers/setup";
import { tokensRouter } from "./routers/tokens";
import { router } from "./trpc";

export const appRouter = router({
  setup: setupRouter,
  audit: auditRouter,
  session: sessionRouter,
  hosts: hostsRouter,
  inventory: inventoryRouter,
  machines: machinesRouter,
  migrations: migrationsRouter,
  operations: operationsRouter,
  consoles: consolesRouter,
  tokens: tokensRouter,
});
export type AppRouter = typeof appRouter;

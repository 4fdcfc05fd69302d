import { auditRouter } from "./routers/audit";
import { consolesRouter } from "./routers/consoles";
import { databaseRouter } from "./routers/database";
import { hostsRouter } from "./routers/hosts";
import { inventoryRouter } from "./routers/inventory";
import { invitationRouter } from "./routers/invitation";
import { machinesRouter } from "./routers/machines";
import { migrationsRouter } from "./routers/migrations";
import { operationsRouter } from "./routers/operations";
import { peopleRouter } from "./routers/people";
import { projectsRouter } from "./routers/projects";
import { rightsRouter } from "./routers/rights";
import { securityRouter } from "./routers/security";
import { sessionRouter } from "./routers/session";
import { setupRouter } from "./routers/setup";
import { tokensRouter } from "./routers/tokens";
import { webhooksRouter } from "./routers/webhooks";
import { router } from "./trpc";

export const appRouter = router({
  setup: setupRouter,
  session: sessionRouter,
  security: securityRouter,
  invitation: invitationRouter,
  people: peopleRouter,
  hosts: hostsRouter,
  inventory: inventoryRouter,
  machines: machinesRouter,
  migrations: migrationsRouter,
  operations: operationsRouter,
  projects: projectsRouter,
  rights: rightsRouter,
  consoles: consolesRouter,
  audit: auditRouter,
  database: databaseRouter,
  tokens: tokensRouter,
  webhooks: webhooksRouter,
});
export type AppRouter = typeof appRouter;

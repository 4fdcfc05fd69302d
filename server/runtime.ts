import { hkdfSync } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { createAccess } from "./access/access";
import { createAudit } from "./audit/audit-log";
import { createConsoles } from "./consoles/consoles";
import { openDb, providerOf } from "./db/client";
import { migrate } from "./db/migrate";
import { Writer } from "./db/writer";
import type { Env } from "./env";
import { createSshIdentityStore } from "./hosts/ssh-identity";
import { createFleet } from "./inventory/fleet";
import { judgeFailure } from "./machines/judge-failure";
import { powerDefinitions } from "./machines/power-definition";
import { migrationDefinition } from "./migrations/migration-definition";
import { createOperations } from "./operations/create-operations";
import { createRightsBook } from "./rights/rights-book";
import type { Runtime } from "./runtime-types";
import { loadMasterKey } from "./secrets/master-key";
import { createSecretStore } from "./secrets/secret-store";

/** The repository's root, from the bundle in dist/ as from the source in server/. */
function migrationsDir(provider: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const dir = join(here, "..", "prisma", provider, "migrations");
  if (!existsSync(dir)) throw new Error(`the database migrations are missing: ${dir}`);
  return dir;
}

/** Sign-in's own key, so that the master key itself is used for sealing only. */
const sessionSecret = (masterKey: Buffer): string =>
  Buffer.from(hkdfSync("sha256", masterKey, "", "flotilla:sessions", 32)).toString("base64");

export interface Assembled {
  runtime: Runtime;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The composition root: the one place that knows every room. */
export async function createRuntime(env: Env, log: Logger): Promise<Assembled> {
  const provider = providerOf(env.databaseUrl);
  const applied = await migrate(env.databaseUrl, provider, migrationsDir(provider));
  if (applied.length) log.info({ applied }, "database migrated");
  const db = await openDb(env.databaseUrl);
  const masterKey = await loadMasterKey(env.dataDir);
  const secrets = createSecretStore(db, masterKey);
  const identity = createSshIdentityStore(secrets);
  const access = await createAccess({
    db,
    provider,
    secret: sessionSecret(masterKey),
    baseUrl: `http://${env.host}:${env.port}`,
    secureCookies: env.secureCookies,
  });
  const writer = new Writer(db);
  const audit = createAudit(writer);
  const rights = await createRightsBook(db);
  const fleet = createFleet({ db, log, identity, secrets });
  const operations = createOperations({
    db,
    writer,
    databaseUrl: env.databaseUrl,
    log,
    fleet,
    definitions: [...powerDefinitions({ fleet }), migrationDefinition({ fleet, db })],
    judge: judgeFailure,
    onFenced: () => {
      log.fatal("another server has taken over this database; stopping");
      process.exit(1);
    },
  });
  const consoles = createConsoles({ db, access, rights, fleet });
  return {
    runtime: {
      env,
      log,
      db,
      writer,
      audit,
      access,
      rights,
      secrets,
      identity,
      fleet,
      operations,
      consoles,
    },
    async start() {
      await fleet.start();
      await operations.start();
    },
    async stop() {
      await consoles.close();
      await operations.close();
      await fleet.close();
      await db.$disconnect();
    },
  };
}

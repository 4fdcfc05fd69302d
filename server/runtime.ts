import { hkdfSync } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { createAccess } from "./access/access";
import { appendOnlyOf } from "./audit/append-only";
import { createAudit } from "./audit/audit-log";
import { Checkpoints } from "./audit/checkpoints";
import { createDenials } from "./audit/denials";
import { OutsideWatch } from "./audit/outside";
import { startRetention } from "./audit/retention";
import { loadAuditSettings } from "./audit/settings";
import { loadSigningKey } from "./audit/signing-key";
import { SyslogForwarder } from "./audit/syslog/forwarder";
import { createConsoleTickets } from "./consoles/tickets";
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
import { mayGoOn } from "./operations/may";
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
  const denials = createDenials(audit, log);
  const auditSettings = await loadAuditSettings(db, writer, audit);
  const auditKey = await loadSigningKey(db, secrets);
  const syslog = new SyslogForwarder({ db, audit, settings: auditSettings, log });
  const rights = await createRightsBook(db);
  const fleet = createFleet({ db, log, identity, secrets });
  const operations = createOperations({
    db,
    writer,
    audit,
    databaseUrl: env.databaseUrl,
    log,
    fleet,
    definitions: [...powerDefinitions({ fleet }), migrationDefinition({ fleet, db })],
    judge: judgeFailure,
    mayGoOn: (operation, needs) => mayGoOn(rights, operation, needs),
    onFenced: () => {
      log.fatal("another server has taken over this database; stopping");
      process.exit(1);
    },
  });
  const outside = new OutsideWatch({ audit, fleet, operations, log });
  const checkpoints = new Checkpoints({ db, writer, audit, fleet, key: auditKey, log });
  const retention = {
    writer,
    audit,
    key: auditKey,
    appendOnly: appendOnlyOf(env.databaseUrl),
    settings: auditSettings,
    log,
  };
  let stopRetention = () => {};
  const tickets = createConsoleTickets();
  return {
    runtime: {
      env,
      log,
      db,
      writer,
      audit,
      denials,
      auditSettings,
      checkpoints,
      syslog,
      access,
      rights,
      secrets,
      identity,
      fleet,
      operations,
      tickets,
    },
    async start() {
      outside.start();
      await fleet.start();
      await operations.start();
      outside.operationsAdopted();
      checkpoints.start();
      syslog.start();
      stopRetention = startRetention(retention);
    },
    async stop() {
      await operations.close();
      await outside.close();
      await denials.close();
      stopRetention();
      await checkpoints.close();
      await syslog.close();
      await fleet.close();
      await db.$disconnect();
    },
  };
}

import { hkdfSync } from "node:crypto";
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
import { createConsoles } from "./consoles/consoles";
import { databaseDefinitions } from "./database/database-definitions";
import { startNightlyBackups } from "./database/nightly";
import { requireInstanceLock } from "./db/already-running";
import { openDb, providerOf } from "./db/client";
import type { InstanceLock } from "./db/instance-lock";
import { migrate } from "./db/migrate";
import { checkSqliteAtStart, sqlitePath } from "./db/sqlite-file";
import { Writer } from "./db/writer";
import type { Env } from "./env";
import { hostDefinitions } from "./hosts/host-definitions";
import { createSshIdentityStore } from "./hosts/ssh-identity";
import { createFleet } from "./inventory/fleet";
import { judgeFailure } from "./machines/judge-failure";
import { powerDefinitions } from "./machines/power-definition";
import { migrationDefinition } from "./migrations/migration-definition";
import { migrationsDirectory } from "./migrations-directory";
import { createOperations } from "./operations/create-operations";
import { mayGoOn } from "./operations/may";
import { createRightsBook } from "./rights/rights-book";
import type { Runtime } from "./runtime-types";
import { KeyRing } from "./secrets/key-ring";
import { hasMasterKey } from "./secrets/master-key";
import { createSecretStore, type SecretStore } from "./secrets/secret-store";
import { Webhooks } from "./webhooks/webhooks";

/** Sign-in's own key, so that the master key itself is used for sealing only. It outlives a rotation. */
const sessionSecret = (secrets: SecretStore, keys: KeyRing): Promise<string> =>
  secrets.writeOnce(
    "access:sessions",
    Buffer.from(hkdfSync("sha256", keys.current, "", "flotilla:sessions", 32)).toString("base64"),
  );

export interface Assembled {
  runtime: Runtime;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The composition root: the one place that knows every room. */
export async function createRuntime(
  env: Env,
  log: Logger,
  held?: InstanceLock,
): Promise<Assembled> {
  const lock = held ?? (await requireInstanceLock(env.databaseUrl));
  const provider = providerOf(env.databaseUrl);
  if (provider === "sqlite")
    await checkSqliteAtStart(sqlitePath(env.databaseUrl), await hasMasterKey(env.dataDir));
  const applied = await migrate(env.databaseUrl, provider, migrationsDirectory(provider));
  if (applied.length) log.info({ applied }, "database migrated");
  const db = await openDb(env.databaseUrl);
  const keys = await KeyRing.load(env.dataDir);
  const secrets = createSecretStore(db, keys);
  const identity = createSshIdentityStore(secrets);
  const access = await createAccess({
    db,
    provider,
    secret: await sessionSecret(secrets, keys),
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
  const takenOver = () => {
    log.fatal("another server has taken over this database; stopping");
    process.exit(1);
  };
  const operations = createOperations({
    db,
    writer,
    audit,
    log,
    fleet,
    definitions: [
      ...powerDefinitions({ fleet }),
      migrationDefinition({ fleet, db }),
      ...hostDefinitions({ db, fleet, secrets, identity }),
      ...databaseDefinitions({ env, db, writer, keys }),
    ],
    judge: judgeFailure,
    mayGoOn: (operation, needs) => mayGoOn(rights, operation, needs),
    onFenced: takenOver,
  });
  lock.onLost(takenOver);
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
  const consoles = createConsoles({ db, access, rights, fleet });
  const webhooks = new Webhooks({ db, writer, secrets, fleet, operations, rights, log });
  let stopNightly = () => {};
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
      keys,
      identity,
      fleet,
      operations,
      consoles,
      webhooks,
    },
    async start() {
      outside.start();
      await fleet.start();
      await operations.start();
      outside.operationsAdopted();
      checkpoints.start();
      syslog.start();
      await webhooks.start();
      stopRetention = startRetention(retention);
      stopNightly = startNightlyBackups({ db, env, log, operations });
    },
    async stop() {
      stopNightly();
      await consoles.close();
      await operations.close();
      await webhooks.close();
      await outside.close();
      await denials.close();
      stopRetention();
      await checkpoints.close();
      await syslog.close();
      await fleet.close();
      await db.$disconnect();
      await lock.release();
    },
  };
}

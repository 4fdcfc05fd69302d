import { hkdfSync } from "node:crypto";
import type { Logger } from "pino";
import { createAccess } from "./access/access";
import { createAudit } from "./audit/audit-log";
import { createConsoleTickets } from "./consoles/tickets";
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
import { createRightsBook } from "./rights/rights-book";
import type { Runtime } from "./runtime-types";
import { KeyRing } from "./secrets/key-ring";
import { hasMasterKey } from "./secrets/master-key";
import { createSecretStore, type SecretStore } from "./secrets/secret-store";

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
  const rights = await createRightsBook(db);
  const fleet = createFleet({ db, log, identity, secrets });
  const takenOver = () => {
    log.fatal("another server has taken over this database; stopping");
    process.exit(1);
  };
  const operations = createOperations({
    db,
    writer,
    log,
    fleet,
    definitions: [
      ...powerDefinitions({ fleet }),
      migrationDefinition({ fleet, db }),
      ...hostDefinitions({ db, fleet, secrets, identity }),
      ...databaseDefinitions({ env, db, writer, keys }),
    ],
    judge: judgeFailure,
    onFenced: takenOver,
  });
  lock.onLost(takenOver);
  const tickets = createConsoleTickets();
  let stopNightly = () => {};
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
      keys,
      identity,
      fleet,
      operations,
      tickets,
    },
    async start() {
      await fleet.start();
      await operations.start();
      stopNightly = startNightlyBackups({ db, env, log, operations });
    },
    async stop() {
      stopNightly();
      await operations.close();
      await fleet.close();
      await db.$disconnect();
      await lock.release();
    },
  };
}

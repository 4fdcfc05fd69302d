import { mkdirSync } from "node:fs";
import type { Logger } from "pino";
import { ZodError } from "zod";
import { appRouter } from "./api/root";
import { assertEveryProcedureDeclares } from "./api/trpc";
import { requireInstanceLock } from "./db/already-running";
import { providerOf } from "./db/client";
import { type InstanceLock, takeInstanceLock } from "./db/instance-lock";
import { type Env, readEnv } from "./env";
import { createHttpServer } from "./http/server";
import { standBy } from "./http/stand-by";
import { createLog } from "./log";
import { createRuntime } from "./runtime";

const STOP_TIMEOUT_MS = 10_000;

async function main(): Promise<void> {
  const env = readEnv(process.env);
  mkdirSync(env.dataDir, { recursive: true, mode: 0o700 });
  const log = createLog(env);
  const { runtime, start, stop } = await createRuntime(env, log, await holdDatabase(env, log));
  assertEveryProcedureDeclares(appRouter._def.procedures);
  const http = await createHttpServer(runtime);
  await start();
  const { host, port } = await http.listen();
  const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  process.stdout.write(`\n  Flotilla is at  http://${shown}:${port}\n`);
  const code = runtime.access.setupCode;
  if (code)
    process.stdout.write(`  Set-up code     ${code.text}   (once, for the first account)\n`);
  process.stdout.write("\n");

  let stopping = false;
  const shutDown = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    http
      .close()
      .then(stop)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "stop failed");
          process.exit(1);
        },
      );
  };
  process.on("SIGINT", shutDown);
  process.on("SIGTERM", shutDown);
  process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));
}

/** One server a database: on a file a second one refuses, on PostgreSQL it stands by. */
async function holdDatabase(env: Env, log: Logger): Promise<InstanceLock> {
  if (providerOf(env.databaseUrl) === "sqlite") return requireInstanceLock(env.databaseUrl);
  return (await takeInstanceLock(env.databaseUrl)) ?? (await standBy(env, log));
}

main().catch((error: unknown) => {
  const text =
    error instanceof ZodError
      ? error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n")
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`Flotilla could not start.\n${text}\n`);
  process.exit(1);
});

import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { pino } from "pino";
import { createAudit } from "../../audit/audit-log";
import { openDb, type Provider } from "../../db/client";
import { migrate } from "../../db/migrate";
import { Writer } from "../../db/writer";
import type { HostRow, MachineRow } from "../../inventory/types";
import { AppError } from "../../problem";
import { createOperations } from "../create-operations";
import type { OperationDefinition, OperationIntent, OperationsDeps } from "../engine-types";
import type { OperationView } from "../types";

const migrationsOf = (provider: Provider) =>
  fileURLToPath(new URL(`../../../prisma/${provider}/migrations`, import.meta.url));

/** A database of one's own, migrated: a file, or one on the PostgreSQL server that PG_URL names. */
export async function tempDatabase() {
  return process.env.PG_URL ? tempPostgres(process.env.PG_URL) : tempSqlite();
}

async function tempSqlite() {
  const dir = await mkdtemp(join(tmpdir(), "flotilla-operations-"));
  const url = `file:${join(dir, "test.db")}`;
  await migrate(url, "sqlite", migrationsOf("sqlite"));
  const db = await openDb(url);
  return {
    url,
    db,
    async remove() {
      await db.$disconnect();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function tempPostgres(server: string) {
  const name = `flotilla_${randomUUID().replaceAll("-", "")}`;
  const admin = async (sql: string) => {
    const client = new pg.Client(server);
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await admin(`CREATE DATABASE ${name}`);
  const target = new URL(server);
  target.pathname = `/${name}`;
  const url = target.href;
  await migrate(url, "postgresql", migrationsOf("postgresql"));
  const db = await openDb(url);
  return {
    url,
    db,
    async remove() {
      await db.$disconnect();
      await admin(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
export type TempDatabase = Awaited<ReturnType<typeof tempDatabase>>;

/** The two signals of a fleet that the engine listens to, pulled by hand. */
export function signals() {
  const links = new Set<(host: HostRow) => void>();
  const machines = new Set<(a: MachineRow | undefined, b: MachineRow | undefined) => void>();
  return {
    onHostLink: (listener: (host: HostRow) => void) => {
      links.add(listener);
      return () => links.delete(listener);
    },
    onMachineChange: (listener: (a: MachineRow | undefined, b: MachineRow | undefined) => void) => {
      machines.add(listener);
      return () => machines.delete(listener);
    },
    linkChanged: (host: HostRow) => {
      for (const listener of links) listener(host);
    },
  };
}

export function engineOn(
  database: Pick<TempDatabase, "db" | "url">,
  definitions: OperationDefinition[],
  more: Partial<OperationsDeps> = {},
) {
  const writer = new Writer(database.db);
  return createOperations({
    db: database.db,
    writer,
    audit: createAudit(writer),
    databaseUrl: database.url,
    log: pino({ level: "silent" }),
    fleet: signals(),
    definitions,
    judge: (error) => ({
      problem: error instanceof AppError ? error.problem : { code: "internal" },
      effectKnown: error instanceof AppError,
    }),
    mayGoOn: () => true,
    ...more,
  });
}

export const startIntent = (over: Partial<OperationIntent> = {}): OperationIntent => ({
  kind: "machine.start",
  intent: "intent-0001",
  by: { id: "u1", name: "ada" },
  target: {
    hostId: "h1",
    uuid: "00000000-0000-4000-8000-000000000001",
    name: "web-01",
    hostName: "kvm1",
  },
  locks: ["machine:00000000-0000-4000-8000-000000000001"],
  params: { machine: "web-01" },
  ...over,
});

/** The view of an operation once `until` holds. */
export async function viewOnce(
  operations: ReturnType<typeof createOperations>,
  id: string,
  until: (view: OperationView) => boolean,
): Promise<OperationView> {
  const stop = AbortSignal.timeout(10_000);
  for await (const message of operations.watch(stop)) {
    const all = message.kind === "snapshot" ? message.operations : [message.operation];
    const found = all.find((view) => view.id === id && until(view));
    if (found) return found;
  }
  throw new Error(`operation ${id} did not get there in time`);
}

export const ended = (view: OperationView) => view.endedAtMs !== null;

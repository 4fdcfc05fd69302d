import type { PrismaClient as PgClient } from "./generated/postgresql/client";
import { PrismaClient as SqliteClient } from "./generated/sqlite/client";

/** The app is written against the SQLite client: its arguments and results are a subset of PostgreSQL's. */
export type Db = SqliteClient;
export type Provider = "sqlite" | "postgresql";

export const providerOf = (url: string): Provider =>
  /^postgres(ql)?:/.test(url) ? "postgresql" : "sqlite";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Row<C, M extends keyof C> = C[M] extends {
  findFirstOrThrow(...a: never[]): PromiseLike<infer R>;
}
  ? R
  : never;
type Models = Exclude<keyof SqliteClient, `$${string}` | symbol>;

/** Compiles only while every model has the same row type in both clients; this is what lets one type stand for both. */
type EveryRowSame = {
  [M in Models]: M extends keyof PgClient ? Same<Row<SqliteClient, M>, Row<PgClient, M>> : never;
};

/**
 * The one cast of the database layer. Its guarantee is `EveryRowSame`, checked by the compiler,
 * and the migrations check, which replays both histories.
 */
function asDb(client: PgClient, _proof: EveryRowSame[Models]): Db {
  return client as unknown as Db;
}

/**
 * How long SQLite itself waits for another process's lock: the whole process stands still meanwhile,
 * so it is short, and whoever has to get through asks again (`untilFree`).
 */
const BUSY_MS = 200;

/** Nothing waits for a connection, or for an answer, without a bound. */
const pool = (url: string) => ({
  connectionString: url,
  max: 10,
  connectionTimeoutMillis: 5_000,
  query_timeout: 30_000,
  keepAlive: true,
  application_name: "flotilla",
});

/** `file:/path/to.db` or `postgresql://…`. */
export async function openDb(url: string): Promise<Db> {
  if (providerOf(url) === "postgresql") {
    const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
      import("./generated/postgresql/client"),
      import("@prisma/adapter-pg"),
    ]);
    return asDb(new PrismaClient({ adapter: new PrismaPg(pool(url)) }), true);
  }
  const { PrismaLibSql } = await import("@prisma/adapter-libsql");
  // Every interactive transaction leaves its connection behind, so a PRAGMA busy_timeout would be lost with it.
  return new SqliteClient({ adapter: new PrismaLibSql({ url, timeout: BUSY_MS }) });
}

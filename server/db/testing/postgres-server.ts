import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** A PostgreSQL of the test's own: private directory, loopback port, nothing of the machine's. */
export interface PostgresServer {
  /** Of its maintenance database, as its superuser. */
  readonly url: string;
  readonly pid: number;
  /** A fresh database; gives its URL. */
  create(name: string): Promise<string>;
  /** SIGKILL of the whole server, as a power cut. */
  kill(): Promise<void>;
  start(): Promise<void>;
  dispose(): Promise<void>;
}

const READY_TIMEOUT_MS = 30_000;
const DEBIAN = "/usr/lib/postgresql";

/** undefined where Debian's postgresql package is not installed. */
export function postgresBin(): string | undefined {
  if (!existsSync(DEBIAN)) return undefined;
  const newest = readdirSync(DEBIAN)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN, version, "bin"));
  return newest.find((bin) => existsSync(join(bin, "postgres")));
}

/** PostgreSQL refuses to run as root: as root it runs as the account that its package made. */
function account(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(spawnSync("id", [flag, "postgres"]).stdout.toString());
  return { uid: id("-u"), gid: id("-g") };
}

export async function startPostgres(): Promise<PostgresServer> {
  const bin = postgresBin();
  if (!bin) throw new Error("Debian's package postgresql is not installed");
  const as = account();
  const directory = mkdtempSync(join(tmpdir(), "flotilla-postgres-"));
  if (as.uid !== undefined && as.gid !== undefined) chownSync(directory, as.uid, as.gid);
  const data = join(directory, "data");
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "flotilla", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    { ...as, cwd: directory },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const port = await freePort();
  const url = `postgresql://flotilla@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | undefined;
  const server: PostgresServer = {
    url,
    get pid() {
      return child?.pid ?? -1;
    },
    async create(name) {
      await query(url, `CREATE DATABASE ${name}`);
      return url.replace(/postgres$/, name);
    },
    async start() {
      const options = ["-D", data, "-k", directory, "-h", "127.0.0.1", "-p", String(port), "-F"];
      child = spawn(join(bin, "postgres"), options, { ...as, cwd: directory, stdio: "ignore" });
      await ready(url);
    },
    kill: () => end(child, "SIGKILL"),
    async dispose() {
      await end(child, "SIGINT");
      rmSync(directory, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function ready(url: string): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  for (;;) {
    const failure = await query(url, "SELECT 1").then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) return;
    if (performance.now() > deadline) throw failure;
    await sleep(50);
  }
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}

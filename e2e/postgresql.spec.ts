import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  type PostgresServer,
  query,
  startPostgres,
} from "@/server/db/testing/postgres-server";
import { expectAccessible } from "./fixtures/accessibility";
import { createApi } from "./fixtures/api";
import { owner } from "./fixtures/app-server";
import { expect, test } from "./fixtures/test";

let postgres: PostgresServer;
let databaseUrl: string;
let dataDir: string;
const servers: ChildProcess[] = [];
test.beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.create("flotilla");
  dataDir = await mkdtemp(join(tmpdir(), "flotilla-pg-"));
});
test.afterAll(async () => {
  for (const server of servers) server.kill("SIGKILL");
  await postgres?.dispose();
  await rm(dataDir, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** A server on the shared database; its lines as they come. */
async function launch() {
  const port = await freePort();
  const child = spawn(process.execPath, ["dist/server.mjs"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      FLOTILLA_DATA: dataDir,
      DATABASE_URL: databaseUrl,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  servers.push(child);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  return { child, url: `http://127.0.0.1:${port}`, lines };
}

const setupCode = (lines: string[]) =>
  lines.flatMap((line) => /Set-up code\s+(\S+)/.exec(line)?.[1] ?? [])[0];

test("on PostgreSQL: the second server stands by and says so, takes over when the first is killed, and nothing is lost", async ({
  browser,
  guard,
}) => {
  const first = await launch();
  await expect.poll(() => setupCode(first.lines), { timeout: 30_000 }).toBeDefined();
  const api = await createApi(first.url, owner, setupCode(first.lines));
  const hostId = await addTestHost(api.client);

  const second = await launch();
  await expect
    .poll(() => statusOf(`${second.url}/machines`), { timeout: 30_000 })
    .toBe(503);
  expect(await statusOf(`${second.url}/readyz`)).toBe(503);
  expect(await statusOf(`${second.url}/healthz`)).toBe(200);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${second.url}/machines`);
  await expect(page.getByRole("heading", { name: "This server is standing by" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "本服务器处于待命状态" })).toBeVisible();
  await expectAccessible(page);
  guard.rest();

  const gone = new Promise((resolve) => first.child.once("exit", resolve));
  first.child.kill("SIGKILL");
  await gone;
  const killedAt = performance.now();
  await expect.poll(() => statusOf(`${second.url}/sign-in`), { timeout: 30_000 }).toBe(200);
  const seconds = (performance.now() - killedAt) / 1_000;
  test.info().annotations.push({ type: "takeover", description: `${seconds.toFixed(1)} s` });
  expect(seconds).toBeLessThan(15);

  const again = await createApi(second.url, owner);
  const { items } = await again.client.operations.list.query({ limit: 50 });
  expect(items.map(({ kind, state }) => `${kind} ${state}`)).toEqual(["host.add succeeded"]);
  expect((await again.client.hosts.get.query({ hostId })).name).toBe("driver");
  const { name } = await again.client.database.backUp.mutate({ intent: "postgres-backup" });
  expect(name).toMatch(/\.dump$/);
  const [executor] = await query(databaseUrl, "SELECT epoch FROM executor");
  expect(executor).toEqual({ epoch: 2 });
  await context.close();
});

async function addTestHost(client: Awaited<ReturnType<typeof createApi>>["client"]) {
  const added = await client.hosts.add.mutate({
    uri: "test:///default",
    name: "driver",
    intent: "postgres-add-host",
  });
  return added.hostId;
}

const statusOf = async (url: string): Promise<number> =>
  fetch(url, { redirect: "manual" }).then(
    (answer) => answer.status,
    () => 0,
  );

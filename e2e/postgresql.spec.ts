import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser } from "@playwright/test";
import { type PostgresServer, query, startPostgres } from "@/server/db/testing/postgres-server";
import { expectAccessible } from "./fixtures/accessibility";
import { createApi } from "./fixtures/api";
import { owner } from "./fixtures/app-server";
import type { Look } from "./fixtures/look";
import { expect, test } from "./fixtures/test";
import { wordsOf } from "./fixtures/words";

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
  const made = await api.client.database.backUp.mutate({ intent: "postgres-backup" });
  expect(made.name).toMatch(/\.dump$/);

  const second = await launch();
  await expect.poll(() => statusOf(`${second.url}/machines`), { timeout: 30_000 }).toBe(503);
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
  expect(items.map(({ kind, state }) => `${kind} ${state}`)).toEqual(["database.backup succeeded"]);
  const [executor] = await query(databaseUrl, "SELECT epoch FROM executor");
  expect(executor).toEqual({ epoch: 2 });
  await context.close();
  for (const look of looks)
    await visit(browser, { url: second.url, cookie: again.cookie, look, id: made.operationId });
  await again.close();
  await api.close();
});

const looks: readonly Look[] = [
  { locale: "en", theme: "light" },
  { locale: "zh-CN", theme: "dark" },
];

interface Visit {
  url: string;
  cookie: string;
  look: Look;
  /** The backup's operation. */
  id: string;
}

/** The page of the database and that of its backup's operation, in one language and theme. */
async function visit(browser: Browser, { url, cookie, look, id }: Visit): Promise<void> {
  const words = wordsOf(look.locale);
  const context = await browser.newContext({
    baseURL: url,
    locale: look.locale,
    colorScheme: look.theme,
    reducedMotion: "reduce",
    viewport: { width: 1440, height: 1000 },
  });
  const pairs = [...cookie.split("; "), `locale=${look.locale}`, `theme=${look.theme}`];
  await context.addCookies(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
    }),
  );
  const page = await context.newPage();
  await page.goto("/settings/database");
  await page.getByRole("button", { name: words("settings.database.backUpNow") }).click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(look.locale === "en" ? 3 : 4);
  const download = page.waitForEvent("download");
  await page.getByRole("table").getByRole("link").first().click();
  expect((await download).suggestedFilename()).toMatch(/^flotilla-.*\.dump$/);
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath(`database-${look.locale}.png`) });
  await page.goto(`/activity/${id}`);
  const title = words("activity.detail.title", {
    what: words("operations.kind.database.backup"),
    name: "Flotilla",
  });
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
  await expect(page.getByText("npm run database -- backup").first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath(`operation-${look.locale}.png`) });
  await page.goto("/activity?kind=database.backup&since=day");
  await expect(page.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath(`activity-${look.locale}.png`) });
  await page.goto("/activity?kind=host.add");
  await expect(page.getByText(words("activity.noneTitle"))).toBeVisible();
  await context.close();
}

const statusOf = async (url: string): Promise<number> =>
  fetch(url, { redirect: "manual" }).then(
    (answer) => answer.status,
    () => 0,
  );

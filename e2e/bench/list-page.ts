import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { chromium, type Page } from "@playwright/test";
import config from "@/playwright.config";
import { type AppServer, startAppServer } from "../fixtures/app-server";
import { type CrowdedHost, nameOf, setRunning, uuidOf } from "./crowded-host";
import { bounded, type Figure, median, percentile } from "./figure";
import { signedInPage } from "./signed-in-page";
import { until } from "./until";

const exec = promisify(execFile);
const OUTSIDE_STARTS = 20;
const CLICKED_STARTS = 5;
const PAGE_OPENINGS = 10;
const IDLE_MS = 20_000;
const SCROLL_STEPS = 120;
const HZ = 100;

interface Stage {
  app: AppServer;
  page: Page;
  host: CrowdedHost;
  hostId: string;
}

async function register(app: AppServer, host: CrowdedHost): Promise<string> {
  const { client } = await app.api();
  const { hostId } = await client.hosts.add.mutate({
    uri: host.uri,
    name: "crowded",
    intent: crypto.randomUUID(),
  });
  const machine = { hostId, uuid: uuidOf(host.count) };
  await until(
    () =>
      client.machines.get.query({ machine }).then(
        (detail) => detail.readAtMs > 0,
        () => false,
      ),
    60_000,
    200,
  );
  return hostId;
}

async function firstLoad({ page, app }: Stage): Promise<Figure[]> {
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  const scripts = new Set<string>();
  let scriptBytes = 0;
  network.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
  });
  await page.goto(`${app.url}/machines`);
  await page.evaluate(() => window.flotillaBench.firstRow);
  await page.waitForLoadState("networkidle");
  const firstRowsMs: number[] = [];
  for (let round = 0; round < 5; round++) {
    await page.goto(`${app.url}/machines`);
    firstRowsMs.push(
      await page.evaluate(async () => {
        const { firstRow, openedAtMs } = window.flotillaBench;
        return (await firstRow) - openedAtMs;
      }),
    );
  }
  return [
    bounded("list-first-row", median(firstRowsMs), { atMost: 400, unit: "ms" }),
    bounded("list-javascript", scriptBytes / 1_000, { atMost: 250, unit: "kB gzip" }),
  ];
}

async function scrolling({ page }: Stage): Promise<Figure> {
  await page.mouse.move(700, 500);
  await page.evaluate(() => window.flotillaBench.longTasksMs.splice(0));
  for (let step = 0; step < SCROLL_STEPS; step++) await page.mouse.wheel(0, 900);
  const longestMs = await page.evaluate(() => Math.max(0, ...window.flotillaBench.longTasksMs));
  await page.keyboard.press("Home");
  await page.evaluate(() =>
    document.querySelector("tr[data-row]")?.parentElement?.scrollIntoView(),
  );
  return bounded("list-scroll-longest-task", longestMs, { atMost: 50, unit: "ms" });
}

async function outsideStarts({ page, host, hostId }: Stage): Promise<Figure[]> {
  const delaysMs: number[] = [];
  let startedAtMs = 0;
  const stop = await host.outside.events.subscribe("domainEventCallbackLifecycle", ({ msg }) => {
    if (msg.event === 2) startedAtMs = Date.now();
  });
  for (let round = 0; round < OUTSIDE_STARTS; round++) {
    const n = 1 + (round % 10);
    const key = `${hostId}/${uuidOf(n)}`;
    const visible = page.evaluate(([k]) => window.flotillaBench.rowSays(k, "Running"), [
      key,
    ] as const);
    startedAtMs = 0;
    await setRunning(host, n, true);
    const visibleAtMs = await visible;
    delaysMs.push(visibleAtMs - startedAtMs);
    const off = page.evaluate(([k]) => window.flotillaBench.rowSays(k, "Shut off"), [key] as const);
    await setRunning(host, n, false);
    await off;
  }
  await stop();
  return [
    bounded("outside-start-visible-median", median(delaysMs), { atMost: 50, unit: "ms" }),
    bounded("outside-start-visible-p95", percentile(delaysMs, 0.95), { atMost: 150, unit: "ms" }),
  ];
}

/** Both in turn on the same machine: `virsh start`, and the click until the row says Running. */
async function clickedStarts({ page, host, hostId }: Stage): Promise<Figure> {
  const virshMs: number[] = [];
  const clickMs: number[] = [];
  for (let round = 1; round <= CLICKED_STARTS; round++) {
    const key = `${hostId}/${uuidOf(round)}`;
    const says = (word: string) =>
      page.evaluate(([k, w]) => window.flotillaBench.rowSays(k, w), [key, word] as const);
    const startedMs = performance.now();
    await exec("virsh", ["-c", host.uri, "start", nameOf(round)]);
    virshMs.push(performance.now() - startedMs);
    await says("Running");
    const off = says("Shut off");
    await setRunning(host, round, false);
    await off;
    await page.locator(`tr[data-row="${key}"]`).click({ position: { x: 300, y: 10 } });
    const start = page.getByRole("button", { name: "Start", exact: true }).first();
    await start.waitFor();
    const running = says("Running");
    await start.click();
    const visibleAtMs = await running;
    clickMs.push(visibleAtMs - (await page.evaluate(() => window.flotillaBench.clickedAtMs())));
    const ended = says("Shut off");
    await setRunning(host, round, false);
    await ended;
  }
  return bounded("click-start-over-virsh", median(clickMs) - median(virshMs), {
    atMost: 100,
    unit: "ms more than virsh start",
  });
}

async function pageOpenings({ page, host, hostId }: Stage): Promise<Figure> {
  const delaysMs: number[] = [];
  for (let round = 1; round <= PAGE_OPENINGS; round++) {
    const n = 1 + (round % Math.min(10, host.count));
    const opened = page.evaluate(([name]) => window.flotillaBench.heading(name), [
      nameOf(n),
    ] as const);
    await page
      .locator(`tr[data-row="${hostId}/${uuidOf(n)}"]`)
      .getByRole("link", { name: nameOf(n) })
      .click();
    const visibleAtMs = await opened;
    delaysMs.push(visibleAtMs - (await page.evaluate(() => window.flotillaBench.clickedAtMs())));
    await page.goBack();
    await page.locator("tr[data-row]").first().waitFor();
  }
  return bounded("machine-page-open", median(delaysMs), { atMost: 150, unit: "ms" });
}

async function cpuTicks(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

async function idleCpu({ app }: Stage): Promise<Figure> {
  const before = await cpuTicks(app.pid);
  await wait(IDLE_MS);
  const share = ((await cpuTicks(app.pid)) - before) / HZ / (IDLE_MS / 1_000);
  return bounded("server-idle-cpu", share * 100, { atMost: 3, unit: "% of a core" });
}

/** The list of thousands in a real browser, on the built server. */
export async function benchListPage(host: CrowdedHost): Promise<Figure[]> {
  const app = await startAppServer();
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const hostId = await register(app, host);
    const stage: Stage = { app, page: await signedInPage(browser, app), host, hostId };
    const figures = await firstLoad(stage);
    figures.push(await scrolling(stage));
    await stage.page.goto(`${app.url}/machines`);
    await stage.page.evaluate(() => window.flotillaBench.firstRow);
    figures.push(...(await outsideStarts(stage)));
    figures.push(await clickedStarts(stage));
    figures.push(await pageOpenings(stage));
    figures.push(await idleCpu(stage));
    return figures;
  } finally {
    await browser.close();
    await app.dispose();
  }
}

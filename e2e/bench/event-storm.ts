import { setTimeout as wait } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { type Connection, connect, type Domain, parseUuid } from "node-libvirt";
import { startTestDaemon } from "node-libvirt/testing";
import config from "@/playwright.config";
import type { MachineState } from "@/server/inventory/types";
import type { Client } from "../fixtures/api";
import { type AppServer, startAppServer } from "../fixtures/app-server";
import { bounded, type Figure, percentile } from "./figure";
import { signedInPage } from "./signed-in-page";
import { until } from "./until";

const EVENTS = 10_000;
const STORM_MS = 5_000;
const MACHINES = 200;
const CONNECTIONS = 4;
/** The one whose changes are looked for on the page meanwhile; first in the list. */
const PROBE = 0;
const LAG_MS = 100;
const VISIBLE_MS = 1_000;
const SETTLED_MS = 2_000;

const nameOf = (n: number): string => `storm-${String(n).padStart(3, "0")}`;
const uuidOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const domainOf = (n: number): Domain => ({
  name: nameOf(n),
  uuid: parseUuid(uuidOf(n)),
  id: -1,
});
const xmlOf = (n: number): string =>
  `<domain type="test"><name>${nameOf(n)}</name><uuid>${uuidOf(n)}</uuid>
   <memory unit="KiB">65536</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>`;

async function turn(outside: Connection, n: number, to: "paused" | "running"): Promise<void> {
  const dom = domainOf(n);
  if (to === "paused") await outside.remote.domainSuspend({ dom });
  else await outside.remote.domainResume({ dom });
}

const isPausedAtLast = (n: number): boolean => n % 2 === 1;

/**
 * Every machine but the probe is paused and resumed in turn, each by one client, at an even pace; at
 * last half of them stay paused. Gives how long the sending took.
 */
async function storm(outside: readonly Connection[]): Promise<number> {
  const startedMs = performance.now();
  const rounds = Math.round(EVENTS / (MACHINES - 1) / 2) * 2;
  const dueMs = (turns: number): number =>
    startedMs + (turns / ((rounds * (MACHINES - 1)) / outside.length)) * STORM_MS;
  await Promise.all(
    outside.map(async (connection, client) => {
      let turns = 0;
      for (let round = 0; round < rounds; round++)
        for (let n = 1 + client; n < MACHINES; n += outside.length) {
          const pausing = round % 2 === 0;
          if (pausing || round < rounds - 1 || !isPausedAtLast(n))
            await turn(connection, n, pausing ? "paused" : "running");
          const aheadMs = dueMs(++turns) - performance.now();
          if (aheadMs > 2) await wait(aheadMs);
        }
    }),
  );
  return performance.now() - startedMs;
}

/** How late the page sees the probe change, again and again until told to stop. */
async function probe(
  { page, hostId }: Stage,
  outside: Connection,
  isOver: () => boolean,
): Promise<number[]> {
  const key = `${hostId}/${uuidOf(PROBE)}`;
  const delaysMs: number[] = [];
  for (let to: "paused" | "running" = "paused"; !isOver() || to === "running"; ) {
    const word = to === "paused" ? "Paused" : "Running";
    const visible = page.evaluate(([k, w]) => window.flotillaBench.rowSays(k, w), [
      key,
      word,
    ] as const);
    const startedMs = Date.now();
    await turn(outside, PROBE, to);
    delaysMs.push((await visible) - startedMs);
    to = to === "paused" ? "running" : "paused";
  }
  return delaysMs;
}

async function isTrue({ client }: Stage): Promise<boolean> {
  const { items } = await client.machines.list.query({ q: "name:storm-", limit: 1_000 });
  const stateOf = new Map(items.map(({ name, state }) => [name, state]));
  return Array.from({ length: MACHINES }, (_, n) => n).every((n) => {
    const truth: MachineState = n !== PROBE && isPausedAtLast(n) ? "paused" : "running";
    return stateOf.get(nameOf(n)) === truth;
  });
}

/** The rows that a person has before his eyes. */
const pageIsTrue = ({ page }: Stage): Promise<boolean> =>
  page.locator("tr[data-row]").evaluateAll((rows) =>
    rows.every((row) => {
      const n = Number(/storm-(\d+)/.exec(row.textContent ?? "")?.[1]);
      return (row.textContent ?? "").includes(n > 0 && n % 2 === 1 ? "Paused" : "Running");
    }),
  );

interface Stage {
  page: Page;
  client: Client;
  hostId: string;
}

async function measured(stage: Stage, outside: readonly Connection[]): Promise<Figure[]> {
  const [first] = outside;
  if (!first) return [];
  let over = false;
  await stage.page.evaluate(() => window.flotillaBench.lagsMs.splice(0));
  const probing = probe(stage, first, () => over);
  const sentMs = await storm(outside);
  over = true;
  const endedMs = performance.now();
  const lagsMs = await stage.page.evaluate(() => [...window.flotillaBench.lagsMs]);
  const visibleMs = await probing;
  await until(() => isTrue(stage), 60_000, 20);
  await until(() => pageIsTrue(stage), 60_000, 20);
  const settledMs = performance.now() - endedMs;
  return [
    bounded("event-storm-sent", sentMs / 1_000, { atMost: (STORM_MS / 1_000) * 1.1, unit: "s" }),
    bounded("event-storm-page-lag-p95", percentile(lagsMs, 0.95), { atMost: LAG_MS, unit: "ms" }),
    bounded("event-storm-visible-p95", percentile(visibleMs, 0.95), {
      atMost: VISIBLE_MS,
      unit: "ms",
    }),
    bounded("event-storm-settled", settledMs, { atMost: SETTLED_MS, unit: "ms" }),
  ];
}

async function prepared(app: AppServer, browser: Browser, uri: string): Promise<Stage> {
  const { client } = await app.api();
  const { hostId } = await client.hosts.add.mutate({
    uri,
    name: "stormy",
    intent: crypto.randomUUID(),
  });
  const page = await signedInPage(browser, app);
  await page.goto(`${app.url}/machines?q=name:storm-`);
  const stage = { page, client, hostId };
  const key = `${hostId}/${uuidOf(PROBE)}`;
  await page.evaluate(([k]) => window.flotillaBench.rowSays(k, "Running"), [key] as const);
  return stage;
}

/** Ten thousand events in five seconds: the page stays usable, and what it shows in the end is so. */
export async function benchEventStorm(): Promise<Figure[]> {
  const daemon = await startTestDaemon();
  const uri = `test+unix:///default?socket=${daemon.socketPath}`;
  const outside: Connection[] = [];
  const app = await startAppServer();
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    for (let n = 0; n < CONNECTIONS; n++) outside.push(await connect(uri));
    for (let n = 0; n < MACHINES; n++)
      await outside[0]?.remote.domainCreateXml({ xmlDesc: xmlOf(n), flags: 0 });
    return await measured(await prepared(app, browser, uri), outside);
  } finally {
    await browser.close();
    await app.dispose();
    for (const connection of outside) await connection.close();
    await daemon.stop();
  }
}

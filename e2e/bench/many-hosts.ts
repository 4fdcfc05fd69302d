import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { parseUuid } from "node-libvirt";
import { startTestDaemon, writeTestDriverFile } from "node-libvirt/testing";
import { type FleetFixture, startFleetFixture } from "@/server/inventory/testing/fleet-fixture";
import type { MachineState } from "@/server/inventory/types";
import { bounded, type Figure, figure, percentile } from "./figure";
import { until } from "./until";

const HOSTS = 200;
const MACHINES_EACH = 25;
/** Turns with and without the black hole: without, with, with, without, and so on. */
const TURNS = 24;
const ACTIONS_EACH = 200;
const MAX_FILL_MS = 5_000;
/** Within 20 %. */
const MAX_BLAST = 1.2;
/** Actions last some milliseconds. What a turn of the scheduler or a collection adds is nobody's effect. */
const NOISE_MS = 1;

const wantedAfter = new Map<MachineState, MachineState>([
  ["running", "paused"],
  ["paused", "running"],
]);

/** Resolves when the mirror says so; listens, for looking every millisecond would be measured too. */
function stateSeen({ fleet }: FleetFixture, uuid: string, state: MachineState): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("not seen within 10 s")), 10_000);
    const stop = fleet.onMachineChange((_before, after) => {
      if (after?.uuid !== uuid || after.state !== state) return;
      clearTimeout(timer);
      stop();
      resolve();
    });
  });
}

/** Suspends and resumes machines of many hosts in turn, through each host's own session. */
async function actionDelaysMs(fixture: FleetFixture): Promise<number[]> {
  const { fleet } = fixture;
  const delaysMs: number[] = [];
  for (let n = 0; n < ACTIONS_EACH; n++) {
    const hostId = `host-${n % HOSTS}`;
    const awake = fleet.machines(hostId).filter(({ state }) => wantedAfter.has(state));
    const row = awake[n % awake.length];
    const wanted = row && wantedAfter.get(row.state);
    const connection = fleet.session(hostId)?.control();
    if (!wanted || !connection) throw new Error(`${hostId} has no machines`);
    const { dom } = await connection.remote.domainLookupByUuid({ uuid: parseUuid(row.uuid) });
    const seen = stateSeen(fixture, row.uuid, wanted);
    const startedMs = performance.now();
    if (wanted === "running") await connection.remote.domainResume({ dom });
    else await connection.remote.domainSuspend({ dom });
    await seen;
    delaysMs.push(performance.now() - startedMs);
  }
  return delaysMs;
}

/** The same actions, turn by turn with and without a host that accepts and stays silent. */
async function benchBlackHole(fixture: FleetFixture): Promise<Figure> {
  const silent = await silentListener();
  const without: number[] = [];
  const beside: number[] = [];
  const hole = {
    id: "black-hole",
    name: "black-hole",
    uri: `qemu+tcp://127.0.0.1:${silent.port}/system`,
    hostKeySha256: null,
    addedAtMs: Date.now(),
  };
  await fixture.add(hole.id, hole.uri, { enabled: false });
  await actionDelaysMs(fixture);
  for (let turn = 0; turn < TURNS; turn++) {
    const isBeside = turn % 4 === 1 || turn % 4 === 2;
    fixture.fleet.updateHost({ ...hole, enabled: isBeside });
    (isBeside ? beside : without).push(...(await actionDelaysMs(fixture)));
  }
  silent.server.close();
  return figure({
    id: "fleet-black-hole-p99",
    value: percentile(beside, 0.99) + NOISE_MS,
    unit: `ms, ${NOISE_MS} ms of noise included on both sides`,
    against: { name: "p99 without it", value: percentile(without, 0.99) + NOISE_MS },
    atMost: MAX_BLAST,
  });
}

/** Accepts and never says a word, as a black-holed host does after the handshake. */
function silentListener(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.on("error", () => undefined));
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ server, port: typeof address === "object" && address ? address.port : 0 });
    });
  });
}

/** 200 hosts of 25 machines, each with a connection of its own to a file of the test driver. */
export async function benchManyHosts(): Promise<Figure[]> {
  const daemon = await startTestDaemon();
  const fixture = await startFleetFixture();
  try {
    await fixture.fleet.start();
    const path = (n: number) => join(daemon.directory, `host-${n}.xml`);
    for (let n = 0; n < HOSTS; n++) await writeTestDriverFile(path(n), MACHINES_EACH);
    const uri = (n: number) => `test+unix://${path(n)}?socket=${daemon.socketPath}`;
    const startedMs = performance.now();
    for (let n = 0; n < HOSTS; n++) await fixture.add(`host-${n}`, uri(n));
    const all = HOSTS * MACHINES_EACH;
    await until(
      () => fixture.fleet.machines().filter((row) => row.vcpus > 0).length === all,
      60_000,
      5,
    );
    const fillMs = performance.now() - startedMs;
    return [
      bounded("fleet-200x25-in-the-list", fillMs, { atMost: MAX_FILL_MS, unit: "ms" }),
      await benchBlackHole(fixture),
    ];
  } finally {
    await fixture.close();
    await daemon.stop();
  }
}

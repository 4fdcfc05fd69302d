import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { formatUuid, listAllDomains } from "node-libvirt";
import { startTestDaemon, writeTestDriverFile } from "node-libvirt/testing";
import { type FleetFixture, startFleetFixture } from "@/server/inventory/testing/fleet-fixture";
import type { MachineState } from "@/server/inventory/types";
import { bounded, type Figure, figure, percentile } from "./figure";
import { until } from "./until";

const HOSTS = 200;
const MACHINES_EACH = 25;
const ACTIONS = 400;
const MAX_FILL_MS = 5_000;
/** Within 20 %. */
const MAX_BLAST = 1.2;

const wantedAfter = new Map<MachineState, MachineState>([
  ["running", "paused"],
  ["paused", "running"],
]);

/** Suspends and resumes machines of many hosts in turn, through each host's own session. */
async function actionDelaysMs({ fleet }: FleetFixture): Promise<number[]> {
  const delaysMs: number[] = [];
  for (let n = 0; n < ACTIONS; n++) {
    const hostId = `host-${n % HOSTS}`;
    const awake = fleet.machines(hostId).filter(({ state }) => wantedAfter.has(state));
    const row = awake[n % awake.length];
    const session = fleet.session(hostId);
    if (!row || !session) throw new Error(`${hostId} has no machines`);
    const connection = session.control();
    const doms = await listAllDomains(connection, 0);
    const dom = doms.find((d) => formatUuid(d.uuid) === row.uuid);
    if (!dom) throw new Error(`${row.name} is gone`);
    const startedMs = performance.now();
    const wanted = wantedAfter.get(row.state);
    if (row.state === "paused") await connection.remote.domainResume({ dom });
    else await connection.remote.domainSuspend({ dom });
    await until(() => fleet.machine({ hostId, uuid: row.uuid })?.state === wanted, 10_000, 1);
    delaysMs.push(performance.now() - startedMs);
  }
  return delaysMs;
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
    await actionDelaysMs(fixture);
    const before = percentile(await actionDelaysMs(fixture), 0.99);
    const silent = await silentListener();
    await fixture.add("black-hole", `qemu+tcp://127.0.0.1:${silent.port}/system`);
    const during = percentile(await actionDelaysMs(fixture), 0.99);
    silent.server.close();
    return [
      bounded("fleet-200x25-in-the-list", fillMs, { atMost: MAX_FILL_MS, unit: "ms" }),
      figure({
        id: "fleet-black-hole-p99",
        value: during,
        unit: "ms",
        against: { name: "p99 before it", value: before },
        atMost: MAX_BLAST,
      }),
    ];
  } finally {
    await fixture.close();
    await daemon.stop();
  }
}

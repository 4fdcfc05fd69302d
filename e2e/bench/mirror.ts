import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { type FleetFixture, startFleetFixture } from "@/server/inventory/testing/fleet-fixture";
import type { CrowdedHost } from "./crowded-host";
import { bounded, type Figure, figure, median } from "./figure";
import { until } from "./until";

const exec = promisify(execFile);
const ROUNDS = 5;
const MAX_KIB_PER_MACHINE = 40;
const PythonAnswer = z.object({ count: z.number(), ms: z.array(z.number()) });

async function pythonBulkStats(host: CrowdedHost): Promise<number> {
  const script = fileURLToPath(new URL("./python-bulk-stats.py", import.meta.url));
  const { stdout } = await exec("/usr/bin/python3", [script, host.uri, String(ROUNDS)]);
  return median(PythonAnswer.parse(JSON.parse(stdout)).ms);
}

const collectGarbage = (): void => {
  setFlagsFromString("--expose_gc");
  runInNewContext("gc")();
};

const isListed = ({ fleet }: FleetFixture, count: number): boolean => {
  const rows = fleet.machines();
  return rows.length >= count && rows.every((row) => row.state !== "unknown" && row.vcpus > 0);
};

/** From registering the host, connecting included, until every row of the list is true. */
async function fillMs(host: CrowdedHost): Promise<number> {
  const fixture = await startFleetFixture();
  await fixture.fleet.start();
  const startedMs = performance.now();
  await fixture.add("crowded", host.uri);
  await until(() => isListed(fixture, host.count), 60_000, 5);
  const ms = performance.now() - startedMs;
  await fixture.close();
  return ms;
}

/** Heap a machine costs with everything filled in behind, XML facts included. */
async function kibPerMachine(host: CrowdedHost): Promise<number> {
  const fixture = await startFleetFixture();
  await fixture.fleet.start();
  collectGarbage();
  const before = process.memoryUsage();
  await fixture.add("crowded", host.uri);
  await until(
    () => fixture.fleet.machines().filter((row) => row.title !== null).length >= host.count,
    120_000,
    50,
  );
  collectGarbage();
  const after = process.memoryUsage();
  await fixture.close();
  return (after.heapUsed + after.external - before.heapUsed - before.external) / 1024 / host.count;
}

/** One host with thousands of machines: how soon the list is true, and what it weighs. */
export async function benchMirror(host: CrowdedHost): Promise<Figure[]> {
  await fillMs(host);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await pythonBulkStats(host));
    ours.push(await fillMs(host));
  }
  return [
    figure({
      id: `mirror-fill-${host.count}`,
      value: median(ours),
      unit: "ms",
      against: { name: "python3-libvirt bulk stats", value: median(theirs) },
      atMost: 2,
    }),
    bounded(`mirror-memory-${host.count}`, await kibPerMachine(host), {
      atMost: MAX_KIB_PER_MACHINE,
      unit: "KiB a machine",
    }),
  ];
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { getAllDomainStats } from "../client/domain-stats";
import { listAllDomains } from "../client/list-all";
import { type Connection, connectOver } from "../rpc/connection";
import { dial, startTestDaemon, writeTestDriverFile } from "../testing/libvirtd";
import { type PythonClient, type Sample, startPythonClient } from "./python-client";

/**
 * node-libvirt against python3-libvirt: the same work on the same daemon, round by round in turn, as
 * ratios within the run. Absolute figures say more about the machine than about either client. What
 * else the machine does only ever adds to a round, and to one client's more than to the other's: of
 * both sides the quicker quarter of the rounds counts.
 *
 * Two daemons. libvirtd with the test driver serves lists, small statistics and single calls; its
 * machines have two statistics each, so a fake daemon with the 84 that QEMU sends serves the
 * realistic case.
 */
export interface BenchFigure {
  id: string;
  value: number;
  unit: string;
  against: string;
  ratio: number;
  goal: number;
  holds: boolean;
}

const MACHINES = 1_000;
const STATS_EACH = 84;
const CALLS = 5_000;
const OFFERED = 64;

type TaskName = "list" | "stats" | "inFlight";

interface Work {
  id: string;
  task: TaskName;
  rounds: number;
  /** Runs left uncounted: both sides measured warm. */
  warmUp: number;
  wallGoal: number;
}

const ON_LIBVIRTD: Work[] = [
  { id: "list-1000", task: "list", rounds: 81, warmUp: 30, wallGoal: 0.5 },
  { id: "bulk-stats", task: "stats", rounds: 41, warmUp: 30, wallGoal: 0.7 },
  { id: "in-flight-64", task: "inFlight", rounds: 21, warmUp: 3, wallGoal: 0.9 },
];

const ON_FAKE: Work[] = [
  { id: "bulk-stats-84-values", task: "stats", rounds: 41, warmUp: 30, wallGoal: 0.7 },
];

const CPU_GOAL = 0.5;

async function callsInFlight(connection: Connection): Promise<void> {
  const doms = await listAllDomains(connection);
  let next = 0;
  const lane = async () => {
    while (next < CALLS) {
      const dom = doms[next++ % doms.length];
      if (dom) await connection.remote.domainGetInfo({ dom });
    }
  };
  await Promise.all(Array.from({ length: OFFERED }, lane));
}

const TASKS: Record<TaskName, (connection: Connection) => Promise<unknown>> = {
  list: (connection) => listAllDomains(connection),
  stats: (connection) => getAllDomainStats(connection),
  inFlight: callsInFlight,
};

async function measure(run: () => Promise<unknown>): Promise<Sample> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1_000 };
}

function lowerQuartile(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 2] ?? Number.NaN;
}

function figures(work: Work, ours: Sample[], theirs: Sample[]): BenchFigure[] {
  const figure = (kind: "wall" | "cpu", pick: (s: Sample) => number, goal: number) => {
    const value = lowerQuartile(ours.map(pick));
    const ratio = value / lowerQuartile(theirs.map(pick));
    const id = `node-libvirt/${work.id}/${kind}`;
    return { id, value, unit: "ms", against: "python3-libvirt", ratio, goal, holds: ratio <= goal };
  };
  return [
    figure("wall", ({ wallMs }) => wallMs, work.wallGoal),
    figure("cpu", ({ cpuMs }) => cpuMs, CPU_GOAL),
  ];
}

async function compare(
  works: Work[],
  connection: Connection,
  python: PythonClient,
): Promise<BenchFigure[]> {
  const all: BenchFigure[] = [];
  for (const work of works) {
    const ours: Sample[] = [];
    const theirs: Sample[] = [];
    for (let round = -work.warmUp; round < work.rounds; round++) {
      const mine = await measure(() => TASKS[work.task](connection));
      const other = await python.run(work.task);
      if (round < 0) continue;
      ours.push(mine);
      theirs.push(other);
    }
    all.push(...figures(work, ours, theirs));
  }
  return all;
}

async function compareOn(
  works: Work[],
  target: { socketPath: string; name: string; pythonUri: string },
): Promise<BenchFigure[]> {
  const socket = await dial({ path: target.socketPath });
  const connection = await connectOver(socket, { name: target.name });
  const python = await startPythonClient(target.pythonUri, CALLS);
  try {
    return await compare(works, connection, python);
  } finally {
    python.stop();
    await connection.close();
  }
}

async function onLibvirtd(): Promise<BenchFigure[]> {
  const daemon = await startTestDaemon();
  try {
    const file = join(daemon.directory, "thousand.xml");
    await writeTestDriverFile(file, MACHINES);
    const { socketPath } = daemon;
    const pythonUri = `test+unix://${file}?socket=${socketPath}`;
    return await compareOn(ON_LIBVIRTD, { socketPath, name: `test://${file}`, pythonUri });
  } finally {
    await daemon.stop();
  }
}

async function onFakeDaemon(): Promise<BenchFigure[]> {
  const script = fileURLToPath(new URL("fake-daemon-process.ts", import.meta.url));
  const args = ["--import", "tsx", script, String(MACHINES), String(STATS_EACH)];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value: socketPath, done } = await lines.next();
    if (done) throw new Error("the fake daemon did not start");
    const pythonUri = `test+unix:///default?socket=${socketPath}`;
    return await compareOn(ON_FAKE, { socketPath, name: "test:///default", pythonUri });
  } finally {
    child.stdin.end();
  }
}

/** Needs libvirtd and Debian's python3-libvirt; takes about half a minute. */
export async function runNodeLibvirtBench(): Promise<BenchFigure[]> {
  return [...(await onLibvirtd()), ...(await onFakeDaemon())];
}

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LabError } from "./errors";
import type { LabPlace } from "./names";
import { processFacts } from "./processes";

/** Runs `work` while no other process raises or takes down the same lab. */
export async function withLabLock<T>(place: LabPlace, work: () => Promise<T>): Promise<T> {
  const path = `${place.directory}.lock`;
  await mkdir(dirname(path), { recursive: true });
  await take(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

const waitMs = 120_000;

/** Waits for whoever holds the lock; takes it over from a process that was killed with it. */
async function take(path: string): Promise<void> {
  const own = `${process.pid} ${processFacts(process.pid)?.startTicks ?? ""}`;
  const deadline = performance.now() + waitMs;
  for (;;) {
    const taken = await writeFile(path, own, { flag: "wx" }).then(
      () => true,
      () => false,
    );
    if (taken) return;
    const [pid, startTicks] = (await readFile(path, "utf8").catch(() => "")).split(" ");
    const alive = processFacts(Number(pid))?.startTicks === startTicks;
    if (startTicks !== undefined && !alive) await rm(path, { force: true });
    if (performance.now() > deadline) {
      throw new LabError("busy", `process ${pid} has been busy with this lab for long (${path})`);
    }
    await sleep(100);
  }
}

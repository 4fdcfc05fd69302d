import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
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

async function take(path: string): Promise<void> {
  const own = `${process.pid} ${processFacts(process.pid)?.startTicks ?? ""}`;
  for (let round = 0; round < 3; round += 1) {
    const taken = await writeFile(path, own, { flag: "wx" }).then(
      () => true,
      () => false,
    );
    if (taken) return;
    const [pid, startTicks] = (await readFile(path, "utf8").catch(() => "")).split(" ");
    if (startTicks !== undefined && processFacts(Number(pid))?.startTicks === startTicks) {
      throw new LabError("busy", `process ${pid} is raising or taking down this lab (${path})`);
    }
    // Its owner is gone: killed before it could put the lock away.
    await rm(path, { force: true });
  }
  throw new LabError("busy", `${path} is taken again and again`);
}

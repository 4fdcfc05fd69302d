import type { Connection } from "node-libvirt";
import type { MachineDetails } from "./machine-details";
import type { MachinePatch } from "./machine-patch";
import { type MachineInfo, readInfo } from "./read-machine";

/** One less than the control connection carries: a click never waits for the whole list. */
const AT_ONCE = 3;
const BATCH = 250;

export type InfoPatch = { uuid: string } & MachineInfo;

/** vCPUs and memory of many machines, handed on in batches; machines that vanished are left out. */
export async function fillInfo(
  connection: Connection,
  machines: readonly { uuid: string }[],
  take: (infos: InfoPatch[]) => void,
): Promise<void> {
  const todo = machines.values();
  let batch: InfoPatch[] = [];
  const worker = async () => {
    for (const { uuid } of todo) {
      const info = await readInfo(connection, uuid);
      if (info) batch.push({ uuid, ...info });
      if (batch.length < BATCH) continue;
      const full = batch;
      batch = [];
      take(full);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (batch.length > 0) take(batch);
}

/** The row's part of them. CPU time is kept beside it: it only tells one run from the next. */
export function takeInfos(
  infos: readonly InfoPatch[],
  machines: ReadonlyMap<string, MachineDetails>,
): MachinePatch[] {
  return infos.map(({ cpuTimeNs, ...patch }) => {
    const details = machines.get(patch.uuid);
    if (details && cpuTimeNs !== undefined) details.cpuTimeNs = cpuTimeNs;
    return patch;
  });
}

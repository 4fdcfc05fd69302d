import type { MachinePatch } from "./machine-patch";
import { isActive } from "./machine-state";
import type { StartTimes } from "./start-times";
import type { MachineRow } from "./types";

interface FillOptions {
  rows(): MachineRow[];
  read(): Promise<StartTimes>;
  take(patches: MachinePatch[]): void;
}

/** Asks only when some machine runs since an unknown time; what we saw start stays as we saw it. */
export async function fillStartTimes({ rows, read, take }: FillOptions): Promise<void> {
  const wanted = () => rows().filter((row) => isActive(row.state) && row.startedAtMs === null);
  if (wanted().length === 0) return;
  const times = await read();
  const patches = wanted().flatMap(({ uuid, name }) => {
    const startedAtMs = times.get(name);
    return startedAtMs === undefined ? [] : { uuid, startedAtMs };
  });
  take(patches);
}

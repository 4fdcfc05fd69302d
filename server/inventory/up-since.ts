import type { MachineRow } from "./types";

/** Since when a machine runs: from then on, or from then on at least. */
export interface UpSince {
  atMs: number;
  isExact: boolean;
}

/** null for one that does not run. */
export function upSince(row: Pick<MachineRow, "startedAtMs" | "seenUpAtMs">): UpSince | null {
  if (row.startedAtMs !== null) return { atMs: row.startedAtMs, isExact: true };
  return row.seenUpAtMs === null ? null : { atMs: row.seenUpAtMs, isExact: false };
}

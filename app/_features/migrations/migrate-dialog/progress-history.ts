import { SeriesBuffer } from "@/app/_components/time-chart/series-buffer";
import type { OperationView } from "@/server/operations/types";

/** Columns of a migration's history. */
export const remainingColumn = 0;
export const rateColumn = 1;
export const dirtyColumn = 2;

const KEPT = 8;
const histories = new Map<string, SeriesBuffer>();

/** The figures of a migration over time, kept while this page is open, also while nobody looks. */
export function progressHistory(operationId: string): SeriesBuffer {
  const known = histories.get(operationId);
  if (known) return known;
  const made = new SeriesBuffer(3, 3_600);
  histories.set(operationId, made);
  const oldest = histories.keys().next().value;
  if (histories.size > KEPT && oldest !== undefined) histories.delete(oldest);
  return made;
}

export function recordProgress({ id, progress, startedAtMs, createdAtMs }: OperationView): void {
  // Before the job has begun, libvirt tells zeros.
  if (progress === null || progress.memoryTotalBytes === 0) return;
  progressHistory(id).push((startedAtMs ?? createdAtMs) + progress.elapsedMs, [
    progress.memoryRemainingBytes,
    progress.memoryBps,
    progress.memoryDirtyBps,
  ]);
}

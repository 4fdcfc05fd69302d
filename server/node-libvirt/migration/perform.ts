import type { Domain } from "../protocol/remote-structs.gen";
import type { Connection } from "../rpc/connection";

export const PERFORM_TIMEOUT_MS = 24 * 60 * 60 * 1000;
const ABORT_AGAIN_MS = 200;

/**
 * Waits for the copying; when the signal fires, the job is aborted through another connection.
 *
 * The daemon refuses an abort while the job is between its stages, so it is repeated until the
 * copying has ended, one way or the other.
 */
export async function performUntilAborted<T>(
  copying: Promise<T>,
  job: { control: Connection; dom: Domain; signal: AbortSignal | undefined },
): Promise<T> {
  const { signal } = job;
  if (signal === undefined) return await copying;
  let isOver = false;
  const stopAborting = new AbortController();
  const onAbort = () => {
    abortJob(job, () => isOver, stopAborting.signal);
  };
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await copying;
  } finally {
    isOver = true;
    stopAborting.abort();
    signal.removeEventListener("abort", onAbort);
  }
}

async function abortJob(
  { control, dom }: { control: Connection; dom: Domain },
  isOver: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  while (!isOver() && control.isOpen) {
    // Refused or lost, the outcome of the copying itself tells what became of it.
    await control.remote.domainAbortJob({ dom }, { signal }).catch(() => {});
    if (isOver()) return;
    await new Promise((resolve) => setTimeout(resolve, ABORT_AGAIN_MS));
  }
}

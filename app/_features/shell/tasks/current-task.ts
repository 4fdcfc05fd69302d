import { isTerminal, type OperationView } from "@/server/operations/types";

/** How long an ended task stays in the strip. */
export const LINGER_MS = 30_000;

export interface StripTasks {
  open: OperationView[];
  /** The one the strip tells about: mine before others', with progress before without. */
  current: OperationView | undefined;
  /** What ended last, while it is news. */
  ended: OperationView | undefined;
}

export function stripTasks(
  operations: readonly OperationView[],
  { meId, nowMs }: { meId: string | undefined; nowMs: number },
): StripTasks {
  const open = operations.filter((operation) => !isTerminal(operation.state));
  const weight = (operation: OperationView) =>
    (operation.requestedBy.id === meId ? 2 : 0) + (operation.progress ? 1 : 0);
  const current = open.toSorted((a, b) => weight(b) - weight(a))[0];
  const ended = operations
    .filter((o) => o.endedAtMs !== null && nowMs - o.endedAtMs < LINGER_MS)
    .toSorted((a, b) => (b.endedAtMs ?? 0) - (a.endedAtMs ?? 0))[0];
  return { open, current, ended };
}

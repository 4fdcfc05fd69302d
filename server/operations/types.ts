import type { Problem } from "../problem";

export const operationKinds = [
  "machine.start",
  "machine.shutdown",
  "machine.reboot",
  "machine.reset",
  "machine.forceOff",
  "machine.pause",
  "machine.resume",
  "machine.migrate",
  "host.add",
  "host.remove",
  "host.rename",
  "host.repin",
  "host.installKey",
  "database.backup",
  "database.rotateKey",
] as const;
export type OperationKind = (typeof operationKinds)[number];

/** `indeterminate` is not an end: the outcome is being read from the hosts, and the locks stay. */
export const operationStates = [
  "queued",
  "running",
  "cancelling",
  "indeterminate",
  "succeeded",
  "failed",
  "cancelled",
  "abandoned",
] as const;
export type OperationState = (typeof operationStates)[number];

export const openStates = [
  "queued",
  "running",
  "cancelling",
  "indeterminate",
] as const satisfies readonly OperationState[];

export const isTerminal = (state: OperationState): boolean =>
  state === "succeeded" || state === "failed" || state === "cancelled" || state === "abandoned";

/** What `OperationView.phase` can say; null before the first step. Recorded before the step is taken. */
export const operationPhases = [
  "requesting",
  "applying",
  "waitingForGuest",
  // migration, in this order
  "begin",
  "prepare",
  "perform",
  "finish",
  "confirm",
  "handOver",
  "cleanUp",
  "rollBack",
] as const;
export type OperationPhase = (typeof operationPhases)[number];

/** Live figures of a migration, as domainGetJobStats gives them. */
export interface MigrationProgress {
  elapsedMs: number;
  dataTotalBytes: number;
  dataProcessedBytes: number;
  dataRemainingBytes: number;
  memoryTotalBytes: number;
  memoryRemainingBytes: number;
  memoryBps: number | null;
  memoryDirtyBps: number | null;
  iteration: number | null;
  downtimeMs: number | null;
  percent: number;
  etaSeconds: number | null;
}

export interface OperationView {
  id: string;
  kind: OperationKind;
  state: OperationState;
  phase: string | null;
  /** What it is about, as it was named when the operation was made. */
  target: { hostId: string | null; uuid: string | null; name: string; hostName: string | null };
  destination: { hostId: string; hostName: string } | null;
  requestedBy: { id: string; name: string };
  createdAtMs: number;
  startedAtMs: number | null;
  endedAtMs: number | null;
  progress: MigrationProgress | null;
  problem: Problem | null;
  cancellable: boolean;
  /** The equivalent shell command, for those who want to know. */
  command: string | null;
}

export interface OperationEventView {
  n: number;
  atMs: number;
  phase: string;
  kind: string;
  data: Record<string, unknown>;
}

export interface OperationDetail extends OperationView {
  events: OperationEventView[];
  evidence: Record<string, unknown> | null;
}

/** One message of `operations.watch`: everything open and what ended within the last 30 s, then changes. */
export type OperationMessage =
  | { kind: "snapshot"; operations: OperationView[] }
  | { kind: "change"; operation: OperationView };

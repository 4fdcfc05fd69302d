import type { Person } from "../access/types";
import type { MachineKey } from "../machines/schema";
import type { Problem } from "../problem";
import type { OperationKind, OperationMessage, OperationState, OperationView } from "./types";

/** Everything that is on disk before the first side effect. */
export interface OperationIntent {
  kind: OperationKind;
  /** Same person + intent + target: the same operation is returned, whatever the double-clicks. */
  intent: string;
  by: Pick<Person, "id" | "name">;
  target: OperationView["target"];
  destination?: OperationView["destination"];
  /** `machine:<uuid>`, `host:<id>`: taken before, released with the terminal state. */
  locks: string[];
  /** References only, never secrets. */
  params: Record<string, unknown>;
  command?: string;
  deadlineMs?: number;
}

/** What a running operation may do with its own record. */
export interface OperationRun {
  readonly id: string;
  readonly epoch: number;
  readonly signal: AbortSignal;
  readonly cancelRequested: boolean;
  onCancel(listener: () => void): () => void;
  /** Written and fsynced BEFORE the step it names is taken. Throws when a newer process holds the epoch. */
  phase(name: string, data?: Record<string, unknown>): Promise<void>;
  /** In memory and to the feed only; never written per tick. */
  progress(progress: OperationView["progress"]): void;
}

/** How an operation ends: no end without what was seen. */
export interface OperationOutcome {
  state: Extract<OperationState, "succeeded" | "failed" | "cancelled" | "indeterminate">;
  problem?: Problem;
  evidence: Record<string, unknown>;
}

/** One kind of work: how it runs, and how its truth is read after a crash. */
export interface OperationDefinition {
  kind: OperationKind;
  cancellable: boolean;
  run(run: OperationRun, params: Record<string, unknown>): Promise<OperationOutcome>;
  /** After a restart or a passed deadline: look at the hosts, never repeat blindly. undefined = not decidable yet. */
  reconcile(
    run: OperationRun,
    params: Record<string, unknown>,
    lastPhase: string | null,
  ): Promise<OperationOutcome | undefined>;
}

export interface Operations {
  /** Intent, locks and row in one transaction; conflict answers name the operation in the way. Runs it in the background. */
  begin(intent: OperationIntent): Promise<OperationView>;
  /** For short work of the server itself (host.add …): recorded like any other, awaited. */
  runNow<T>(intent: OperationIntent, work: (run: OperationRun) => Promise<T>): Promise<T>;
  requestCancel(id: string, by: Pick<Person, "id" | "name">): Promise<void>;
  /** The open operation that holds a machine, if any. */
  openOn(machine: Pick<MachineKey, "uuid">): OperationView | undefined;
  watch(signal: AbortSignal): AsyncIterable<OperationMessage>;
  /** Takes the epoch, adopts what an earlier process left open. */
  start(): Promise<void>;
  close(): Promise<void>;
}

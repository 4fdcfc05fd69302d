import type { Logger } from "pino";
import type { Audit, Requester } from "../audit/types";
import type { Db } from "../db/client";
import type { Tx, Writer } from "../db/writer";
import type { Fleet } from "../inventory/fleet-types";
import type { MachineKey } from "../machines/schema";
import type { Problem } from "../problem";
import type { Requirement } from "../rights/schema";
import type {
  OperationKind,
  OperationMessage,
  OperationPhase,
  OperationState,
  OperationView,
} from "./types";

/** Everything that is on disk before the first side effect. */
export interface OperationIntent {
  kind: OperationKind;
  /** Same person + intent + target: the same operation is returned, whatever the double-clicks. */
  intent: string;
  by: Requester;
  /** Why, in the person's own words. */
  reason?: string | undefined;
  target: OperationView["target"];
  destination?: OperationView["destination"];
  /** `machine:<uuid>`, `host:<id>`: taken before, released with the terminal state. */
  locks: string[];
  /** References only, never secrets. */
  params: Record<string, unknown>;
  command?: string;
  /** From here on the outcome counts as unknown and is read from the hosts. */
  deadlineMs?: number;
  /** The last check before the row is written, after a double-click has got its answer; throws AppError to refuse. */
  guard?(): void;
}

/** What a running operation may do with its own record. */
export interface OperationRun {
  readonly id: string;
  readonly epoch: number;
  readonly createdAtMs: number;
  /** How long this process has been reading the outcome from the hosts; 0 while it runs. */
  readonly unsureForMs: number;
  readonly signal: AbortSignal;
  readonly cancelRequested: boolean;
  onCancel(listener: () => void): () => void;
  /** Written and fsynced BEFORE the step it names is taken. Throws when a newer process holds the epoch. */
  phase(name: OperationPhase, data?: Record<string, unknown>): Promise<void>;
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
  /** What it takes beyond the right of its kind on its target. */
  needs?(params: Record<string, unknown>): Requirement[];
  /** Absent: somebody awaits this work (`runNow`), so it is never begun again after a restart. */
  run?(run: OperationRun, params: Record<string, unknown>): Promise<OperationOutcome>;
  /** After a restart or a passed deadline: look at the hosts, never repeat blindly. undefined = not decidable yet. */
  reconcile(
    run: OperationRun,
    params: Record<string, unknown>,
    lastPhase: string | null,
  ): Promise<OperationOutcome | undefined>;
  /** Rows that appear with the operation (a history), in the transaction of the intent. */
  recordBegin?(tx: Tx, operation: OperationView, params: Record<string, unknown>): Promise<void>;
  /** Their end, in the transaction of the terminal state. */
  recordEnd?(tx: Tx, end: OperationEnd): Promise<void>;
}

export interface OperationEnd {
  operation: OperationView;
  outcome: OperationOutcome;
  endedAt: Date;
  /** By the monotonic clock where the same boot saw both ends; never negative. */
  durationMs: number;
}

export interface Operations {
  /** Intent, locks and row in one transaction; conflict answers name the operation in the way. Runs it in the background. */
  begin(intent: OperationIntent): Promise<OperationView>;
  /** For short work of the server itself (host.add …): recorded like any other, awaited. */
  runNow<T>(intent: OperationIntent, work: (run: OperationRun) => Promise<T>): Promise<T>;
  requestCancel(id: string, by: Requester): Promise<void>;
  /** The open operation that holds a machine, if any. */
  openOn(machine: Pick<MachineKey, "uuid">): OperationView | undefined;
  /** An operation without an end, with its live progress. */
  open(id: string): OperationView | undefined;
  watch(signal: AbortSignal): AsyncIterable<OperationMessage>;
  /** Takes the epoch, adopts what an earlier process left open. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** What an error means for the truth: `effectKnown` = the host has answered, nothing is left to find out. */
export type FailureJudge = (error: unknown) => { problem: Problem; effectKnown: boolean };

export interface OperationsDeps {
  db: Db;
  writer: Writer;
  audit: Pick<Audit, "append">;
  log: Logger;
  fleet: Pick<Fleet, "onHostLink" | "onMachineChange">;
  definitions: OperationDefinition[];
  judge: FailureJudge;
  /** Whether the requester still holds what the operation takes; asked before each step that can be left undone. */
  mayGoOn(operation: OperationView, needs: readonly Requirement[]): boolean;
  /** Another server has taken over: this process must stop. */
  onFenced?: () => void;
}

import type { Domain, TypedParam } from "../protocol/remote-structs.gen";
import type { Connection } from "../rpc/connection";

/** The phases of a client-managed migration, in order. */
export const migrationPhases = ["begin", "prepare", "perform", "finish", "confirm"] as const;
export type MigrationPhase = (typeof migrationPhases)[number];

export interface PhaseFacts {
  /** True while a failed migration is being undone: the guest stays at the source. */
  cancelled: boolean;
  /** Where QEMU's data goes, known from "perform" on. */
  migrateUri?: string;
  /** The guest at the destination, known at "confirm" of a success. */
  destination?: Domain;
}

/**
 * Awaited before each phase is taken, so that it can be written down first. A rejection means the
 * phase is not taken: up to "finish" the migration is undone and the guest stays at the source;
 * at "confirm" everything is left as it is, see the outcome "unconfirmed".
 */
export type OnPhase = (phase: MigrationPhase, facts: PhaseFacts) => Promise<void>;

export interface MigrationRequest {
  /** Short calls to the source: features, state, the abort of the job. */
  source: Connection;
  /** The call that lasts as long as the copying does; a connection of its own. */
  sourceLong: Connection;
  dom: Domain;
  /** VIR_MIGRATE_PARAM_*; give `migrate_uri`: names a host has for itself often resolve nowhere else. */
  params: readonly TypedParam[];
  /** VIR_MIGRATE_* */
  flags: number;
  onPhase?: OnPhase;
  /** Cancels while memory is being copied; later it is too late and the migration completes. */
  signal?: AbortSignal;
  /** For the copying, in milliseconds. Default 24 hours. */
  performTimeoutMs?: number;
}

/** What became of a migration, as far as can be told from the daemons' answers. */
export type MigrationResult =
  /** The guest is at the destination alone. */
  | { outcome: "succeeded"; destination: Domain | null }
  /**
   * The guest is at the destination; the source still has a paused copy, because the confirmation
   * was withheld, refused, or lost. That copy is to be destroyed and must never be resumed.
   */
  | { outcome: "unconfirmed"; destination: Domain; error: Error }
  /**
   * The guest is at the source, and not at the destination. `undone` is false when clearing up
   * failed, or the source fell silent: look at both hosts, the guest may still be paused.
   */
  | { outcome: "failed" | "cancelled"; phase: MigrationPhase; error: Error; undone: boolean }
  /**
   * Nobody answered whether the guest runs at the destination. The source is left as it is: ask
   * both hosts before anything else.
   */
  | { outcome: "indeterminate"; phase: MigrationPhase; error: Error };

import type { OperationState } from "../operations/types";
import type { Problem } from "../problem";
import type { MigrationMode } from "./schema";

export interface MigrationDestination {
  hostId: string;
  name: string;
  allowed: boolean;
  problem: Problem | null;
  freeMemoryKib: number | null;
  machineCount: number;
}

export const precheckNames = [
  "machineState",
  "destinationOnline",
  "nameFree",
  "versions",
  "cpu",
  "memory",
  "storage",
  "networks",
  "devices",
  "dataPath",
  "peerTrust",
] as const;
export type PrecheckName = (typeof precheckNames)[number];

/** One line of the pre-check: passes, warns, or stops the migration, with cause and fix. */
export interface Precheck {
  name: PrecheckName;
  status: "running" | "pass" | "warn" | "fail" | "unsafe";
  params?: Record<string, string | number>;
  problem: Problem | null;
}

export type PrecheckMessage =
  | { kind: "line"; line: Precheck }
  | {
      kind: "verdict";
      ready: boolean;
      /** True when only `acceptUnsafe` stands in the way. */
      needsUnsafe: boolean;
      suggestedMode: MigrationMode;
      suggestCopyStorage: boolean;
      command: string;
    };

/** A row of the migration history. Figures that were not measured are null, never 0. */
export interface MigrationView {
  id: string;
  operationId: string;
  machine: { uuid: string; name: string };
  from: { hostId: string; name: string };
  to: { hostId: string; name: string };
  mode: MigrationMode;
  requestedBy: { id: string; name: string };
  startedAtMs: number;
  endedAtMs: number | null;
  state: OperationState;
  durationMs: number | null;
  totalBytes: number | null;
  downtimeMs: number | null;
  iterations: number | null;
  unsafe: boolean;
  copyStorage: boolean;
  problem: Problem | null;
  command: string | null;
}

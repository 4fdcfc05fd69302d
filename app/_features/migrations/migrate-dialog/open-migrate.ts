import type { MachineKey } from "@/server/machines/schema";

/** What the dialog shows: a plan for a machine, or a migration that is under way. */
export type MigrateRequest =
  | { kind: "plan"; machine: MachineKey }
  | { kind: "follow"; operationId: string };

const listeners = new Set<() => void>();
let current: MigrateRequest | null = null;

function set(next: MigrateRequest | null): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Opens "Migrate…" for a machine, from wherever the person is. */
export function openMigrate(machine: MachineKey): void {
  set({ kind: "plan", machine });
}

/** Opens the live view of a migration that already runs (task strip, machine page). */
export function followMigration(operationId: string): void {
  set({ kind: "follow", operationId });
}

export const migrateRequest = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  current: (): MigrateRequest | null => current,
  none: (): MigrateRequest | null => null,
  close: (): void => set(null),
};

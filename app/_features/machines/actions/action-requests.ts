import { createRequestStore } from "@/app/_lib/request-store";
import type { MachineRow } from "@/server/inventory/types";
import type { MachineAction } from "@/server/machines/schema";

/** An action that waits for a yes. */
export interface ActionQuestion {
  action: MachineAction;
  rows: readonly MachineRow[];
  keys: readonly string[];
  /** How many were selected, with those that are left out. */
  of: number;
  onSubmitted: (() => void) | undefined;
}

export const actionQuestion = createRequestStore<ActionQuestion>();

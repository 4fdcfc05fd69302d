import type { Problem } from "../problem";

/** What became of one machine of a bulk action: an operation to follow, or the reason there is none. */
export interface MachineActionResult {
  hostId: string;
  uuid: string;
  operationId: string | null;
  problem: Problem | null;
}

/** Why something can or cannot be done now; `reason` and `fix` are rendered from the catalogues. */
export type Capability = { allowed: true } | { allowed: false; problem: Problem };

export interface MachineXml {
  /** As it runs now; null while shut off. */
  live: string | null;
  /** As it will start next; null for a transient machine. */
  inactive: string | null;
  readAtMs: number;
}

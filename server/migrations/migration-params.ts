import { z } from "zod";
import { MachineKey } from "../machines/schema";
import { MigrationOptions } from "./schema";

/** What is on disk with the operation: references, never secrets. */
export const MigrationParams = z.object({
  machine: MachineKey,
  name: z.string(),
  destinationId: z.string(),
  options: MigrationOptions,
  handOver: z.boolean(),
  wasRunning: z.boolean(),
  /** Host names as they were, for the history. */
  fromName: z.string(),
  toName: z.string(),
});
export type MigrationParams = z.infer<typeof MigrationParams>;

import { z } from "zod";
import { IntentKey, MachineKey } from "../machines/schema";
import { operationKinds } from "./types";

export const OperationId = z.strictObject({ id: z.string().min(1).max(40) });

export const RetryInput = z.strictObject({ id: OperationId.shape.id, intent: IntentKey });

export const OperationListInput = z.strictObject({
  machine: MachineKey.optional(),
  hostId: z.string().min(1).max(64).optional(),
  mine: z.boolean().optional(),
  kind: z.enum(operationKinds).optional(),
  /** Asked for at or after this moment. */
  sinceMs: z.number().int().nonnegative().optional(),
  state: z.enum(["open", "succeeded", "failed", "cancelled"]).optional(),
  cursor: z.string().max(40).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type OperationListInput = z.infer<typeof OperationListInput>;

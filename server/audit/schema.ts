import { z } from "zod";

export const AuditListInput = z.strictObject({
  q: z.string().max(500).default(""),
  /** Older than this event. */
  before: z.number().int().min(1).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type AuditListInput = z.infer<typeof AuditListInput>;

import { z } from "zod";

/** Parts of paths and queries that several routes share. */
export const Nothing = z.strictObject({});
export const NoBody = z.undefined();

export const HostPath = z.strictObject({ hostId: z.string().min(1).max(64) });
export const MachinePath = z.strictObject({ hostId: z.string().min(1).max(64), uuid: z.guid() });
export const OperationPath = z.strictObject({ id: z.string().min(1).max(40) });

const cursor = z.string().min(1).max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const q = z.string().max(2_000).default("");

export const PageQuery = z.strictObject({ cursor, limit });
export const FilterPageQuery = z.strictObject({ q, cursor, limit });
export const FilterQuery = z.strictObject({ q });

export const MachinesQuery = z.strictObject({
  q,
  cursor,
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});

export const OperationsQuery = z.strictObject({
  state: z.enum(["open", "succeeded", "failed", "cancelled"]).optional(),
  hostId: z.string().min(1).max(64).optional(),
  mine: z.enum(["true", "false"]).optional(),
  cursor,
  limit,
});

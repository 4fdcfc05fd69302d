import { z } from "zod";
import { IntentKey, MachineKey, Reason } from "../machines/schema";

/** peerToPeer: the source host drives and goes on without us. managed: this server drives each phase. */
export const migrationModes = ["peerToPeer", "managed"] as const;
export type MigrationMode = (typeof migrationModes)[number];

export const MigrationOptions = z.strictObject({
  mode: z.enum(migrationModes),
  /** Copy the disks as well; needed where source and destination share no storage. */
  copyStorage: z.boolean().default(false),
  autoConverge: z.boolean().default(false),
  /** MiB/s; absent = no limit. */
  bandwidthMibps: z.number().int().min(1).max(1_000_000).optional(),
  /** ms the guest may stand still at the end. */
  maxDowntimeMs: z.number().int().min(1).max(2_000_000).optional(),
  /** Said after reading what libvirt calls unsafe: never a default. */
  acceptUnsafe: z.boolean().default(false),
});
export type MigrationOptions = z.infer<typeof MigrationOptions>;

export const MigrationTarget = z.strictObject({
  machine: MachineKey,
  destinationId: z.string().min(1).max(64),
  options: MigrationOptions,
});
export type MigrationTarget = z.infer<typeof MigrationTarget>;

export const MigrateInput = z.strictObject({
  ...MigrationTarget.shape,
  intent: IntentKey,
  reason: Reason.optional(),
});
export type MigrateInput = z.infer<typeof MigrateInput>;

export const MigrationListInput = z.strictObject({
  machine: MachineKey.optional(),
  hostId: z.string().min(1).max(64).optional(),
  outcome: z.enum(["open", "succeeded", "failed", "cancelled"]).optional(),
  cursor: z.string().max(40).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type MigrationListInput = z.infer<typeof MigrationListInput>;

export const MigrationSearchInput = z.strictObject({
  q: z.string().max(2_000).default(""),
  cursor: z.string().max(40).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type MigrationSearchInput = z.infer<typeof MigrationSearchInput>;

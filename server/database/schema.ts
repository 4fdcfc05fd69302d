import { z } from "zod";

/** `flotilla-20261125T031500Z.db`, `.dump` from PostgreSQL: a name of ours and nothing else, so never a path. */
export const BackupName = z
  .string()
  .max(64)
  .regex(/^flotilla-\d{8}T\d{6}Z(-\d{1,3})?\.(db|dump)$/);

export const BackupSettings = z.strictObject({
  nightly: z.boolean(),
  /** How many are kept; the oldest go first. */
  keep: z.number().int().min(1).max(1_000),
});
export type BackupSettings = z.infer<typeof BackupSettings>;

export const defaultBackupSettings: BackupSettings = { nightly: true, keep: 14 };

export const DatabaseIntent = z.strictObject({ intent: z.string().min(8).max(64) });

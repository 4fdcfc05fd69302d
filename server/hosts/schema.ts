import { z } from "zod";
import { Reason } from "../machines/schema";

export const HostId = z.strictObject({ hostId: z.string().min(1).max(64) });

/** Many addresses, one a line; each is parsed and judged on its own. */
export const HostAddresses = z.strictObject({ text: z.string().min(1).max(20_000) });

const uri = z.string().min(1).max(1_000);
const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/);

export const ProbeInput = z.strictObject({
  uri,
  /** The fingerprint a person has seen and trusts. */
  hostKeySha256: fingerprint.optional(),
  sasl: z
    .strictObject({ username: z.string().max(200), password: z.string().max(1_000) })
    .optional(),
});
export type ProbeInput = z.infer<typeof ProbeInput>;

export const InstallKeyInput = z.strictObject({
  uri,
  hostKeySha256: fingerprint,
  /** Used once, never stored. */
  password: z.string().min(1).max(1_000),
});
export type InstallKeyInput = z.infer<typeof InstallKeyInput>;

export const hostName = z.string().trim().min(1).max(64);

export const AddHostInput = z.strictObject({
  ...ProbeInput.shape,
  name: hostName,
  intent: z.string().min(8).max(64),
});
export type AddHostInput = z.infer<typeof AddHostInput>;

export const RemoveHostInput = z.strictObject({
  hostId: HostId.shape.hostId,
  reason: Reason.optional(),
});
export type RemoveHostInput = z.infer<typeof RemoveHostInput>;

export const RenameHostInput = z.strictObject({ hostId: HostId.shape.hostId, name: hostName });
export const RepinHostInput = z.strictObject({
  hostId: HostId.shape.hostId,
  hostKeySha256: fingerprint,
});

export const HostListInput = z.strictObject({
  cursor: z.string().max(64).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type HostListInput = z.infer<typeof HostListInput>;

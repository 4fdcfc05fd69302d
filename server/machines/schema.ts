import { z } from "zod";

export const MachineKey = z.strictObject({
  hostId: z.string().min(1).max(64),
  uuid: z.guid().transform((u) => u.toLowerCase()),
});
export type MachineKey = z.infer<typeof MachineKey>;

/** The key of a machine as one string: in maps, in URLs, in messages. */
export const keyOf = (machine: MachineKey): string => `${machine.hostId}/${machine.uuid}`;

export const machineActions = [
  "start",
  "shutdown",
  "reboot",
  "reset",
  "forceOff",
  "pause",
  "resume",
] as const;
export type MachineAction = (typeof machineActions)[number];

/** One key for what a person meant: the same intent sent twice is the same operation. */
export const IntentKey = z.string().min(8).max(64);

/** Why, in the person's own words, for the audit. */
export const Reason = z.string().trim().min(1).max(500);

export const MachineActionInput = z.strictObject({
  machines: z.array(MachineKey).min(1).max(500),
  intent: IntentKey,
  reason: Reason.optional(),
});
export type MachineActionInput = z.infer<typeof MachineActionInput>;

export const MachineInput = z.strictObject({ machine: MachineKey });
export type MachineInput = z.infer<typeof MachineInput>;

export const MachineListInput = z.strictObject({
  q: z.string().max(2_000).default(""),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(1_000).default(200),
});
export type MachineListInput = z.infer<typeof MachineListInput>;

import { z } from "zod";
import { MachineKey } from "../machines/schema";
import type { OperationKind } from "../operations/types";

export const auditObjectKinds = [
  "machine",
  "host",
  "person",
  "group",
  "role",
  "grant",
  "project",
  "token",
  "operation",
  "session",
  "guestLink",
  "setting",
  "webhook",
] as const;
export type AuditObjectKind = (typeof auditObjectKinds)[number];

export const reasonPolicies = ["none", "destructive", "all"] as const;
export const ReasonPolicy = z.enum(reasonPolicies);
export type ReasonPolicy = z.infer<typeof ReasonPolicy>;

/** What throws away a guest's memory, or a host's whole entry. */
const destructive: ReadonlySet<OperationKind> = new Set<OperationKind>([
  "machine.reset",
  "machine.forceOff",
  "host.remove",
]);

/** Whether the policy asks people for a reason; of work on hosts, only removing one is ever asked about. */
export function needsReason(policy: ReasonPolicy, kind: OperationKind): boolean {
  if (policy === "none") return false;
  if (policy === "destructive") return destructive.has(kind);
  return kind.startsWith("machine.") || kind === "host.remove";
}

export const syslogTransports = ["udp", "tcp", "tls"] as const;
export const SyslogTarget = z.strictObject({
  transport: z.enum(syslogTransports),
  host: z
    .string()
    .trim()
    .regex(/^[\w.:-]{1,253}$/),
  port: z.number().int().min(1).max(65_535),
});
export type SyslogTarget = z.infer<typeof SyslogTarget>;

export const AuditSettings = z.strictObject({
  reason: ReasonPolicy,
  /** Where every event is sent to as well; null = nowhere. */
  syslog: SyslogTarget.nullable(),
  /** Events older than this are cut; null keeps all. */
  retentionDays: z.number().int().min(30).max(3_650).nullable(),
});
export type AuditSettings = z.infer<typeof AuditSettings>;

export const defaultAuditSettings: AuditSettings = {
  reason: "none",
  syslog: null,
  retentionDays: null,
};

export const AuditQuery = z.string().max(500);

export const AuditListInput = z.strictObject({
  q: AuditQuery.default(""),
  /** Older than this event. */
  before: z.number().int().min(1).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type AuditListInput = z.infer<typeof AuditListInput>;

export const AuditTailInput = z.strictObject({ q: AuditQuery.default("") });

export const auditFormats = ["csv", "json"] as const;
export const AuditExportInput = z.strictObject({
  format: z.enum(auditFormats),
  q: AuditQuery.default(""),
});
export type AuditExportInput = z.infer<typeof AuditExportInput>;

export const TimelineInput = z.strictObject({
  machine: MachineKey,
  beforeMs: z.number().int().min(0).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type TimelineInput = z.infer<typeof TimelineInput>;

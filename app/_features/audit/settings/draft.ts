import {
  AuditSettings,
  type ReasonPolicy,
  SyslogTarget,
  type syslogTransports,
} from "@/server/audit/schema";

/** The form as it is typed; what it cannot mean is found field by field. */
export interface Draft {
  reason: ReasonPolicy;
  transport: (typeof syslogTransports)[number] | "off";
  host: string;
  port: string;
  /** Empty = for ever. */
  days: string;
}

const DEFAULT_PORT = "514";

export const draftOf = ({ reason, syslog, retentionDays }: AuditSettings): Draft => ({
  reason,
  transport: syslog?.transport ?? "off",
  host: syslog?.host ?? "",
  port: syslog ? String(syslog.port) : DEFAULT_PORT,
  days: retentionDays === null ? "" : String(retentionDays),
});

type Field = "host" | "port" | "days";

/** What to save, or the fields that stand in the way. */
export function readDraft(draft: Draft): AuditSettings | Set<Field> {
  const { reason, transport, host, days } = draft;
  const wrong = new Set<Field>();
  const port = wholeNumber(draft.port);
  const syslog = transport === "off" ? null : { transport, host, port };
  if (syslog && !SyslogTarget.shape.host.safeParse(host).success) wrong.add("host");
  if (syslog && !SyslogTarget.shape.port.safeParse(port).success) wrong.add("port");
  const retentionDays = days.trim() === "" ? null : wholeNumber(days);
  if (!AuditSettings.shape.retentionDays.safeParse(retentionDays).success) wrong.add("days");
  const read = AuditSettings.safeParse({ reason, syslog, retentionDays });
  return read.success ? read.data : wrong;
}

const wholeNumber = (text: string): number =>
  /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;

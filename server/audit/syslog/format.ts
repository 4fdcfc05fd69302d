import { hostname } from "node:os";
import type { AuditEventRow } from "../view";

/** RFC 5424 allows 48 characters of MSGID and 255 of HOSTNAME, printable ASCII without spaces. */
const header = (text: string, max: number): string =>
  text.replace(/[^\x21-\x7e]/g, "?").slice(0, max) || "-";

const FACILITY_AUDIT = 13;
const severity = { denied: 4, allowed: 6 } as const;

const MESSAGE_CHARS_MAX = 6_000;

/** Bytes that end a line, move a terminal's cursor or turn text round are written out, never sent. */
const escaped = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const param = (name: string, value: string): string =>
  `${name}="${escaped(value).replace(/[\\"\]]/g, "\\$&")}"`;

/** One event as RFC 5424; 32473 is the enterprise number that RFC 5612 keeps for documents. */
export function formatSyslog(event: AuditEventRow): string {
  const priority =
    FACILITY_AUDIT * 8 + severity[event.decision === "denied" ? "denied" : "allowed"];
  const head = [
    `<${priority}>1`,
    event.at.toISOString(),
    header(hostname(), 255),
    "flotilla",
    "-",
    header(event.action, 32),
  ].join(" ");
  const params = [
    param("seq", String(event.seq)),
    param("hash", event.hash),
    param("actor", event.actorName),
    param("actorId", event.actorId),
    param("decision", event.decision),
    ...(event.sourceIp === null ? [] : [param("ip", event.sourceIp)]),
    ...(event.operationId === null ? [] : [param("operation", event.operationId)]),
    ...(event.reason === null ? [] : [param("reason", event.reason)]),
  ];
  const body = escaped(`${event.objects} ${event.data}`).slice(0, MESSAGE_CHARS_MAX);
  return `${head} [audit@32473 ${params.join(" ")}] ${body}`;
}

/** Told where events had to be left out: the receiver sees the gap and its size. */
export function formatGap(from: number, to: number): string {
  const head = `<${FACILITY_AUDIT * 8 + 4}>1 ${new Date().toISOString()} ${header(hostname(), 255)} flotilla - audit.gap`;
  return `${head} [audit@32473 ${param("from", String(from))} ${param("to", String(to))}] events not sent`;
}

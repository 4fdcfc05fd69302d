import { createHash } from "node:crypto";

/** What an event's hash covers, in the form it is stored. */
export interface ChainedEvent {
  seq: number;
  at: Date;
  actorId: string;
  actorName: string;
  sessionId: string | null;
  sourceIp: string | null;
  action: string;
  objects: string;
  decision: string;
  operationId: string | null;
  reason: string | null;
  data: string;
}

/** The hash before the first event. */
export const genesis = "0".repeat(64);

/** SHA-256 over the event's fields in a fixed order and the hash before it, hex. */
export function hashOf(event: ChainedEvent, previousHash: string): string {
  const fields = [
    event.seq,
    event.at.toISOString(),
    event.actorId,
    event.actorName,
    event.sessionId,
    event.sourceIp,
    event.action,
    event.objects,
    event.decision,
    event.operationId,
    event.reason,
    event.data,
  ];
  return createHash("sha256").update(JSON.stringify(fields)).update(previousHash).digest("hex");
}

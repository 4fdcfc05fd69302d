import type { Tx, Writer } from "../db/writer";
import { type ChainedEvent, genesis, hashOf } from "./chain";
import type { Audit, AuditEntry } from "./types";

const DATA_MAX_CHARS = 64_000;
const TEXT_MAX_CHARS = 500;

/** Appends are queued by the writer's lock, so the event before is always the last one. */
export function createAudit(writer: Writer): Audit {
  const listeners = new Set<() => void>();
  const append = async (tx: Tx, entry: AuditEntry): Promise<void> => {
    await appendAudit(tx, entry);
    for (const listener of listeners) listener();
  };
  return {
    append,
    record: (entry) => writer.transaction((tx) => append(tx, entry)),
    onAppend(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const last = await tx.auditEvent.findFirst({
    orderBy: { seq: "desc" },
    select: { seq: true, hash: true },
  });
  const previousHash = last?.hash ?? genesis;
  const event = rowOf(entry, (last?.seq ?? 0) + 1);
  await tx.auditEvent.create({
    data: {
      ...event,
      machineUuid: machineIn(entry.objects),
      previousHash,
      hash: hashOf(event, previousHash),
    },
  });
}

/** The machine whose timeline the event belongs to. */
export const machineIn = (objects: readonly { kind: string; id: string }[]): string | null =>
  objects.find(({ kind }) => kind === "machine")?.id ?? null;

function rowOf(entry: AuditEntry, seq: number): ChainedEvent {
  const { actor, before, after, outcome, problem } = entry;
  return {
    seq,
    at: new Date(),
    actorId: actor.id,
    actorName: actor.name.slice(0, TEXT_MAX_CHARS),
    sessionId: actor.sessionId,
    sourceIp: actor.sourceIp,
    action: entry.action,
    objects: bounded(entry.objects),
    decision: entry.decision,
    operationId: entry.operationId ?? null,
    reason: entry.reason?.slice(0, TEXT_MAX_CHARS) ?? null,
    data: bounded({ before, after, outcome, problem }),
  };
}

/** What does not fit is said to be missing, not cut in the middle. */
function bounded(value: unknown): string {
  const whole = JSON.stringify(value);
  return whole.length <= DATA_MAX_CHARS ? whole : JSON.stringify({ tooLarge: whole.length });
}

import type { AuditActor, AuditEntry, AuditObject, Requester } from "../audit/types";
import type { OperationIntent, OperationOutcome } from "./engine-types";
import type { OperationView } from "./types";

/** What was asked, by whom and from where: in the transaction that accepts it. */
export function intentEntry(operation: OperationView, intent: OperationIntent): AuditEntry {
  const { by, reason, command } = intent;
  // Named among the objects already.
  const { machine: _machine, name: _name, ...params } = intent.params;
  return {
    actor: actorOf(by),
    action: operation.kind,
    objects: objectsOf(operation),
    decision: "allowed",
    operationId: operation.id,
    ...(reason === undefined ? {} : { reason }),
    after: { ...redacted(params), ...(command === undefined ? {} : { command }) },
  };
}

/** How it ended, in the transaction of its end; an adopted one's as well. */
export const endEntry = (operation: OperationView, outcome: OperationOutcome): AuditEntry => ({
  actor: actorOf(operation.requestedBy),
  action: operation.kind,
  objects: objectsOf(operation),
  decision: "allowed",
  operationId: operation.id,
  outcome: outcome.state,
  ...(outcome.problem ? { problem: outcome.problem } : {}),
});

export const cancelEntry = (operation: OperationView, by: Requester): AuditEntry => ({
  actor: actorOf(by),
  action: "operation.cancel",
  objects: objectsOf(operation),
  decision: "allowed",
  operationId: operation.id,
});

const actorOf = ({ id, name, sessionId = null, sourceIp = null }: Requester): AuditActor => ({
  id,
  name,
  sessionId,
  sourceIp,
});

function objectsOf({ target, destination }: OperationView): AuditObject[] {
  const { hostId, uuid, name, hostName } = target;
  const objects: AuditObject[] = uuid === null ? [] : [{ kind: "machine", id: uuid, name }];
  if (hostId !== null) objects.push({ kind: "host", id: hostId, name: hostName ?? name });
  else if (uuid === null) objects.push({ kind: "host", id: name, name });
  if (destination)
    objects.push({ kind: "host", id: destination.hostId, name: destination.hostName });
  return objects;
}

const SECRET = /pass(word|phrase)|secret|credential|ticket|token|privatekey/i;

/** Parameters hold references, never secrets; this is the second fence. */
export function redacted(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, SECRET.test(key) ? "[redacted]" : value]),
  );
}

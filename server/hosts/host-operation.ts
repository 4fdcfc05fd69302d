import { randomUUID } from "node:crypto";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import type { OperationIntent, OperationRun } from "../operations/engine-types";
import type { OperationKind } from "../operations/types";

interface HostOperation {
  kind: Extract<OperationKind, `host.${string}`>;
  hostId: string | null;
  name: string;
  /** Sent twice it is the same operation; without one, each call is its own. */
  intent?: string;
  reason?: string | undefined;
  params: Record<string, unknown>;
}

/** Records work on a host like any other operation, and waits for it. */
export function runHostOperation<T>(
  ctx: VerbContext,
  operation: HostOperation,
  work: (run: OperationRun) => Promise<T>,
): Promise<T> {
  const { kind, hostId, name, params } = operation;
  const intent: OperationIntent = {
    kind,
    intent: operation.intent ?? randomUUID(),
    by: actorOf(ctx),
    reason: operation.reason,
    target: { hostId, uuid: null, name, hostName: name },
    locks: hostId === null ? [] : [`host:${hostId}`],
    params,
  };
  return ctx.runtime.operations.runNow(intent, work);
}

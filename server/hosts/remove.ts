import type { VerbContext } from "../api/context";
import { requireReason } from "../audit/require-reason";
import { saslSecretName } from "../inventory/connect-options";
import { AppError } from "../problem";
import { runHostOperation } from "./host-operation";
import { getHostOrThrow } from "./internal";
import type { RemoveHostInput } from "./schema";

/** Forgets the host here; nothing on the host itself is touched. */
export async function removeHost(
  ctx: VerbContext,
  input: RemoveHostInput,
): Promise<{ operationId: string }> {
  const { hostId, reason } = input;
  requireReason(ctx.runtime, "host.remove", reason);
  const host = getHostOrThrow(ctx, hostId);
  assertNothingRuns(ctx, hostId);
  const operation = {
    kind: "host.remove",
    hostId,
    name: host.name,
    reason,
    params: { hostId, uri: host.uri },
  } as const;
  return runHostOperation(ctx, operation, async (run) => {
    const { fleet, secrets, writer } = ctx.runtime;
    await run.phase("applying");
    await writer.transaction(async (tx) => {
      await tx.host.delete({ where: { id: hostId } });
      await secrets.remove(saslSecretName(hostId), tx);
    });
    await fleet.removeHost(hostId);
    return { operationId: run.id };
  });
}

/** An operation under way on one of its machines could no longer be ended truthfully. */
function assertNothingRuns(ctx: VerbContext, hostId: string): void {
  const { fleet, operations } = ctx.runtime;
  for (const machine of fleet.machines(hostId)) {
    const open = operations.openOn(machine);
    if (open)
      throw new AppError({
        code: "conflict",
        params: {
          operationId: open.id,
          operation: open.kind,
          by: open.requestedBy.name,
          phase: open.phase ?? "requested",
          sinceMs: open.startedAtMs ?? open.createdAtMs,
        },
      });
  }
}

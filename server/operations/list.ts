import type { VerbContext } from "../api/context";
import { maySee } from "./may";
import type { OperationListInput } from "./schema";
import { type OperationView, openStates } from "./types";
import { toView } from "./view";

/** Newest first. A machine's operations follow it from host to host, so they go by UUID alone. */
export async function listOperations(
  ctx: VerbContext,
  input: OperationListInput,
): Promise<{ items: OperationView[]; nextCursor: string | null }> {
  const { db, operations } = ctx.runtime;
  const rows = await db.operation.findMany({
    where: {
      ...(input.machine ? { machineUuid: input.machine.uuid } : {}),
      ...(input.hostId ? { OR: [{ hostId: input.hostId }, { destinationId: input.hostId }] } : {}),
      ...(input.mine ? { requestedById: ctx.rights.subjectId } : {}),
      ...(input.kind ? { kind: input.kind } : {}),
      ...(input.sinceMs === undefined ? {} : { createdAt: { gte: new Date(input.sinceMs) } }),
      ...(input.state
        ? { state: input.state === "open" ? { in: [...openStates] } : input.state }
        : {}),
      ...(input.cursor ? { id: { lt: input.cursor } } : {}),
      ...visible(ctx),
    },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  const page = rows.slice(0, input.limit);
  const items = page
    .map((row) => operations.open(row.id) ?? toView(row, false))
    .filter((operation) => maySee(ctx.rights, operation));
  return { items, nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null };
}

/** Narrows the query; what is handed out is judged row by row. */
function visible(ctx: VerbContext) {
  const machines = ctx.rights.reach("machine.view");
  const hosts = ctx.rights.reach("host.view");
  if (machines.everywhere && hosts.everywhere) return {};
  return {
    AND: {
      OR: [
        { requestedById: ctx.rights.subjectId },
        machines.everywhere
          ? { machineUuid: { not: null } }
          : { machineUuid: { in: machines.machineUuids } },
        hosts.everywhere
          ? { machineUuid: null }
          : { machineUuid: null, hostId: { in: hosts.hostIds } },
      ],
    },
  };
}

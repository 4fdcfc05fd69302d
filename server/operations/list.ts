import type { VerbContext } from "../api/context";
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
      ...(input.mine ? { requestedById: ctx.person.id } : {}),
      ...(input.state
        ? { state: input.state === "open" ? { in: [...openStates] } : input.state }
        : {}),
      ...(input.cursor ? { id: { lt: input.cursor } } : {}),
    },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  const items = rows
    .slice(0, input.limit)
    .map((row) => operations.open(row.id) ?? toView(row, false));
  const more = rows.length > input.limit;
  return { items, nextCursor: more ? (items.at(-1)?.id ?? null) : null };
}

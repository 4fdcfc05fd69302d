import type { VerbContext } from "../api/context";
import { toMigrationView } from "./history";
import type { MigrationListInput } from "./schema";
import type { MigrationView } from "./types";

/** Newest first. A machine's history follows it from host to host, so it goes by UUID alone. */
export async function listMigrations(
  ctx: VerbContext,
  input: MigrationListInput,
): Promise<{ items: MigrationView[]; nextCursor: string | null }> {
  const { db, operations } = ctx.runtime;
  const reach = ctx.rights.reach("machine.view");
  const rows = await db.migration.findMany({
    where: {
      ...(input.machine ? { machineUuid: input.machine.uuid } : {}),
      ...(reach.everywhere ? {} : { AND: { machineUuid: { in: reach.machineUuids } } }),
      ...(input.hostId ? { OR: [{ fromHostId: input.hostId }, { toHostId: input.hostId }] } : {}),
      ...(input.outcome === "open" ? { endedAt: null } : {}),
      ...(input.outcome && input.outcome !== "open" ? { state: input.outcome } : {}),
      ...(input.cursor ? { id: { lt: input.cursor } } : {}),
    },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  const page = rows.slice(0, input.limit);
  const items = page
    .filter(({ machineUuid: uuid }) => ctx.rights.can("machine.view", { kind: "machine", uuid }))
    .map((row) => toMigrationView(row, operations.open(row.operationId)));
  return { items, nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null };
}

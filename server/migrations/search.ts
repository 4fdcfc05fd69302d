import type { VerbContext } from "../api/context";
import { filterRecords } from "../filter/records";
import { refuseComplaints } from "../filter/refuse-complaints";
import { migrationFields, readMigration } from "./history-fields";
import { listMigrations } from "./list";
import type { MigrationSearchInput } from "./schema";
import type { MigrationView } from "./types";

const PART = 200;
const LOOKED_AT_MAX = 5_000;

/**
 * The history through the filter language. Terms reach into texts that no index covers, so the history is
 * read in parts; after LOOKED_AT_MAX lines the answer is what was found, with where to go on.
 */
export async function searchMigrations(
  ctx: VerbContext,
  { q, limit, cursor }: MigrationSearchInput,
): Promise<{ items: MigrationView[]; nextCursor: string | null }> {
  const { matches, complaints } = filterRecords(q, migrationFields, readMigration);
  refuseComplaints(complaints);
  const items: MigrationView[] = [];
  let next: string | null = cursor ?? null;
  for (let lookedAt = 0; lookedAt < LOOKED_AT_MAX; lookedAt += PART) {
    const part = await listMigrations(ctx, { limit: PART, ...(next ? { cursor: next } : {}) });
    for (const view of part.items) {
      if (!matches(view)) continue;
      const last = items.at(-1);
      if (items.length === limit) return { items, nextCursor: last?.id ?? null };
      items.push(view);
    }
    next = part.nextCursor;
    if (next === null) break;
  }
  return { items, nextCursor: next };
}

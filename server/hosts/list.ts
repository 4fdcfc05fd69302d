import type { VerbContext } from "../api/context";
import { hostIn } from "../inventory/sight";
import type { HostRow } from "../inventory/types";
import { sightOf } from "../rights/sight-of";
import type { HostListInput } from "./schema";

/** By id, as far as each may be seen. */
export async function listHosts(
  ctx: VerbContext,
  { cursor = "", limit }: HostListInput,
): Promise<{ items: HostRow[]; nextCursor: string | null }> {
  const { fleet } = ctx.runtime;
  const sight = sightOf(ctx);
  const rows = fleet
    .hosts()
    .filter(({ id }) => id > cursor)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id }) => hostIn(sight, fleet, id) ?? []);
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

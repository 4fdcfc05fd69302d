import type { VerbContext } from "../api/context";
import { findGrants, toGrantView } from "./grant-view";
import type { GrantView } from "./views";

/** Everybody's lines, newest first; those that have run out as well, for they explain the past. */
export async function listGrants(ctx: VerbContext): Promise<GrantView[]> {
  const rows = await findGrants(ctx.runtime.db);
  return rows.map((row) => toGrantView(ctx, row));
}

import type { VerbContext } from "../../api/context";
import type { MachineInput } from "../../machines/schema";
import type { GuestLink } from "../types";

/** The links to a machine's console that still let somebody in. */
export async function listGuestLinks(
  ctx: VerbContext,
  { machine }: MachineInput,
): Promise<GuestLink[]> {
  const rows = await ctx.runtime.consoles.guests.ofMachine(machine.uuid);
  return rows.map((row) => ({
    id: row.id,
    makerName: row.makerName,
    createdAtMs: row.createdAt.getTime(),
    expiresAtMs: row.expiresAt.getTime(),
    lastUsedAtMs: row.lastUsedAt?.getTime() ?? null,
    uses: row.uses,
  }));
}

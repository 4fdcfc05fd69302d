import type { VerbContext } from "../api/context";
import { compileFilter } from "../filter/compile";
import { parseFilter } from "../filter/parse";
import { refuseComplaints } from "../filter/refuse-complaints";
import { machinesIn } from "../inventory/sight";
import type { MachineRow } from "../inventory/types";
import { sightOf } from "../rights/sight-of";
import { keyOf, type MachineListInput } from "./schema";

/** From the mirror, in the order of their keys: a machine that changes while pages are read is neither lost nor told twice. */
export async function listMachines(
  ctx: VerbContext,
  { q, cursor = "", limit }: MachineListInput,
): Promise<{ items: MachineRow[]; nextCursor: string | null }> {
  const { fleet, operations, rights } = ctx.runtime;
  const { terms, complaints } = parseFilter(q);
  refuseComplaints(complaints);
  const matches = compileFilter(terms, {
    hostName: (hostId) => fleet.host(hostId)?.name ?? hostId,
    hostLink: (hostId) => fleet.host(hostId)?.link ?? "connecting",
    cpuPercent: (row) => fleet.latestSample(row)?.[0] ?? null,
    isBusy: (uuid) => operations.openOn({ uuid }) !== undefined,
    projectName: (uuid) => rights.projectName(rights.projectOf(uuid) ?? "") ?? "",
    nowMs: Date.now,
  });
  const rows = machinesIn(sightOf(ctx), fleet.machines())
    .filter((row) => keyOf(row) > cursor && matches(row))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? keyOf(last) : null };
}

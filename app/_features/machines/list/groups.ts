import { fleet } from "@/app/_lib/fleet/store";
import type { MachineRow } from "@/server/inventory/types";
import { machineLook } from "../state/machine-look";
import type { Grouping } from "./use-list-state";

/** What two machines must share to stand in one group; undefined when nothing is grouped. */
export function groupOf(
  group: Grouping,
  world: { hostName(hostId: string): string },
): ((row: MachineRow) => string) | undefined {
  if (group === "host") return (row) => `${world.hostName(row.hostId)}\0${row.hostId}`;
  if (group === "state") return (row) => machineLook({ row, hostLink: "online" }).word;
  return undefined;
}

export type ListItem =
  | { kind: "row"; key: string; at: number }
  | { kind: "group"; id: string; sample: MachineRow; count: number; folded: boolean };

/** The lines of the grid: machines, and a heading before each group. `at` counts machines only. */
export function listItems(
  keys: readonly string[],
  options: { group: Grouping; folded: ReadonlySet<string> },
): ListItem[] {
  const idOf = groupOf(options.group, { hostName: (id) => id });
  if (!idOf) return keys.map((key, at) => ({ kind: "row", key, at }));
  const items: ListItem[] = [];
  let heading: Extract<ListItem, { kind: "group" }> | undefined;
  keys.forEach((key, at) => {
    const row = fleet.machines.get(key);
    if (!row) return;
    const id = idOf(row);
    if (heading?.id !== id) {
      heading = { kind: "group", id, sample: row, count: 0, folded: options.folded.has(id) };
      items.push(heading);
    }
    heading.count++;
    if (!heading.folded) items.push({ kind: "row", key, at });
  });
  return items;
}

import { fleet } from "@/app/_lib/fleet/store";
import type { HostRow, MachineRow } from "@/server/inventory/types";
import { machineLook } from "../../machines/state/machine-look";
import { StateMark } from "../../machines/state/state-mark";
import type { PaletteItem } from "./palette-item";
import { rankText } from "./rank";

const SHOWN = 12;

/** The machines that best answer the query by name, title, address or UUID. */
export function machineItems(
  query: string,
  choose: (row: MachineRow) => PaletteItem["run"],
  passes: (row: MachineRow) => boolean = () => true,
): PaletteItem[] {
  const ranked: { row: MachineRow; rank: number }[] = [];
  for (const row of fleet.machines.values()) {
    const rank = rankMachine(query, row);
    if (rank > 0 && passes(row)) ranked.push({ row, rank });
  }
  ranked.sort((a, b) => b.rank - a.rank || a.row.name.localeCompare(b.row.name));
  return ranked.slice(0, SHOWN).map(({ row }) => ({
    id: `machine:${row.hostId}/${row.uuid}`,
    group: "machines",
    label: row.name,
    hint: [fleet.hosts.get(row.hostId)?.name, row.ips[0]].filter(Boolean).join(" · "),
    icon: <MachineIcon row={row} />,
    run: choose(row),
  }));
}

function rankMachine(query: string, row: MachineRow): number {
  const wanted = query.trim().toLowerCase();
  const byAddress = wanted.length > 2 && row.ips.some((ip) => ip.includes(wanted)) ? 70 : 0;
  const byUuid = wanted.length > 3 && row.uuid.startsWith(wanted) ? 70 : 0;
  return Math.max(
    rankText(query, row.name),
    row.title === null ? 0 : rankText(query, row.title) - 20,
    byAddress,
    byUuid,
  );
}

function MachineIcon({ row }: { row: MachineRow }) {
  const hostLink = fleet.hosts.get(row.hostId)?.link ?? "connecting";
  const { tone, shape } = machineLook({ row, hostLink });
  return (
    <span className="mx-0.75 flex">
      <StateMark tone={tone} shape={shape} />
    </span>
  );
}

export function rankedHosts(query: string): HostRow[] {
  return [...fleet.hosts.values()]
    .map((host) => ({
      host,
      rank: Math.max(rankText(query, host.name), rankText(query, host.uri) - 30),
    }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || a.host.name.localeCompare(b.host.name))
    .slice(0, SHOWN)
    .map(({ host }) => host);
}

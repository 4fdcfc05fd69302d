import type { MachineRow } from "@/server/inventory/types";
import { upSince } from "@/server/inventory/up-since";
import { machineLook } from "../state/machine-look";
import type { ColumnId } from "./columns";

export interface Sort {
  by: ColumnId;
  descending: boolean;
}

export const defaultSort: Sort = { by: "name", descending: false };

/** "-cpu" in the URL is CPU, biggest first. */
export function formatSort({ by, descending }: Sort): string {
  return descending ? `-${by}` : by;
}

/** What a sort may ask beyond the row. */
export interface SortWorld {
  hostName(hostId: string): string;
  cpuPercent(row: MachineRow): number | null;
  memoryPercent(row: MachineRow): number | null;
  collator: Intl.Collator;
}

type Value = string | number | null;

/** True when the order changes with every sample, not only with changes of machines. */
export const followsSamples = ({ by }: Sort): boolean => by === "cpu" || by === "memory";

/** A total order: what is not known comes last either way, equals go by name, then by place. */
export function compareBy(sort: Sort, world: SortWorld): (a: MachineRow, b: MachineRow) => number {
  const value = figureOf(sort.by, world);
  const sign = sort.descending ? -1 : 1;
  const text = world.collator.compare;
  const tie = (a: MachineRow, b: MachineRow) =>
    text(a.name, b.name) || plain(a.hostId, b.hostId) || plain(a.uuid, b.uuid);
  return (a, b) => {
    const x = value(a);
    const y = value(b);
    if (x === null || y === null) return x === y ? tie(a, b) : x === null ? 1 : -1;
    const order =
      typeof x === "number" && typeof y === "number" ? x - y : text(String(x), String(y));
    return order === 0 ? tie(a, b) : order * sign;
  };
}

const plain = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const toneRank = ["err", "warn", "busy", "pause", "run", "sleep", "off", "unk", "accent"] as const;

function figureOf(by: ColumnId, world: SortWorld): (row: MachineRow) => Value {
  switch (by) {
    case "state":
      return (row) => toneRank.indexOf(machineLook({ row, hostLink: "online" }).tone);
    case "host":
      return (row) => world.hostName(row.hostId);
    case "cpu":
      return world.cpuPercent;
    case "memory":
      return world.memoryPercent;
    case "ip":
      return (row) => row.ips[0] ?? null;
    case "uptime":
      return (row) => {
        const since = upSince(row);
        return since && -since.atMs;
      };
    case "vcpu":
      return (row) => row.vcpus;
    case "size":
      return (row) => row.memoryKib;
    case "os":
      return (row) => row.osId;
    case "autostart":
      return (row) => (row.autostart ? 0 : 1);
    default:
      return (row) => row.name;
  }
}

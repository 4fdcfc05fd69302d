export const columnIds = [
  "name",
  "state",
  "host",
  "cpu",
  "memory",
  "vcpu",
  "size",
  "ip",
  "uptime",
  "os",
  "autostart",
  "uuid",
] as const;
export type ColumnId = (typeof columnIds)[number];

interface Column {
  /** px at least; a wider list shares what is left by `grow`. */
  width: number;
  grow: number;
  /** The higher, the sooner it gives way when there is no room. 0 stays. */
  yields: number;
  sortable: boolean;
  /** The order a first click gives: big figures first. */
  descendsFirst?: boolean;
}

export const columns: Record<ColumnId, Column> = {
  name: { width: 170, grow: 2.2, yields: 0, sortable: true },
  state: { width: 206, grow: 1.4, yields: 0, sortable: true },
  host: { width: 120, grow: 1, yields: 3, sortable: true },
  cpu: { width: 118, grow: 0.6, yields: 4, sortable: true, descendsFirst: true },
  memory: { width: 118, grow: 0.6, yields: 5, sortable: true, descendsFirst: true },
  ip: { width: 132, grow: 0.8, yields: 6, sortable: true },
  uptime: { width: 96, grow: 0.4, yields: 8, sortable: true },
  vcpu: { width: 64, grow: 0.2, yields: 7, sortable: true, descendsFirst: true },
  size: { width: 86, grow: 0.3, yields: 7.5, sortable: true, descendsFirst: true },
  os: { width: 130, grow: 0.8, yields: 9, sortable: true },
  autostart: { width: 92, grow: 0.2, yields: 10, sortable: true },
  uuid: { width: 292, grow: 0.2, yields: 11, sortable: false },
};

export const defaultColumns: readonly ColumnId[] = [
  "name",
  "state",
  "host",
  "cpu",
  "memory",
  "vcpu",
  "size",
  "ip",
  "uptime",
];

export const isColumnId = (text: string): text is ColumnId => Object.hasOwn(columns, text);

/** The check box before, the menu button after. */
const EDGES_PX = 44 + 40;

/** The wanted columns that there is room for, the least needed giving way first. */
export function columnsThatFit(wanted: readonly ColumnId[], widthPx: number): ColumnId[] {
  const kept = [...wanted];
  const needed = () => EDGES_PX + kept.reduce((sum, id) => sum + columns[id].width, 0);
  while (needed() > widthPx) {
    const weakest = kept
      .filter((id) => columns[id].yields > 0)
      .sort((a, b) => columns[b].yields - columns[a].yields)[0];
    if (!weakest) break;
    kept.splice(kept.indexOf(weakest), 1);
  }
  return kept;
}

export function gridTemplate(shown: readonly ColumnId[]): string {
  const tracks = shown.map((id) => `minmax(${columns[id].width}px, ${columns[id].grow}fr)`);
  return `44px ${tracks.join(" ")} 40px`;
}

import type { MachineRow } from "./types";

/** What a read found out about one machine; fields it did not read stay as they are. */
export type MachinePatch = { uuid: string } & Partial<Omit<MachineRow, "hostId" | "uuid">>;

const blank: Omit<MachineRow, "hostId" | "uuid"> = {
  name: "",
  title: null,
  state: "unknown",
  reason: "none",
  vcpus: 0,
  memoryKib: 0,
  memoryMaxKib: 0,
  autostart: false,
  persistent: true,
  hasManagedSave: false,
  ips: [],
  startedAtMs: null,
  osId: null,
};

/** The row after the patch: the very same object when nothing differs, so that nobody is told of nothing. */
export function patchRow(
  before: MachineRow | undefined,
  hostId: string,
  patch: MachinePatch,
): MachineRow {
  const base = before ?? { ...blank, hostId, uuid: patch.uuid };
  const after: MachineRow = { ...base, ...patch, hostId };
  return before && sameRow(before, after) ? before : after;
}

function sameRow(a: MachineRow, b: MachineRow): boolean {
  return (
    a.name === b.name &&
    a.title === b.title &&
    a.state === b.state &&
    a.reason === b.reason &&
    a.vcpus === b.vcpus &&
    a.memoryKib === b.memoryKib &&
    a.memoryMaxKib === b.memoryMaxKib &&
    a.autostart === b.autostart &&
    a.persistent === b.persistent &&
    a.hasManagedSave === b.hasManagedSave &&
    a.startedAtMs === b.startedAtMs &&
    a.osId === b.osId &&
    a.ips.length === b.ips.length &&
    a.ips.every((ip, at) => ip === b.ips[at])
  );
}

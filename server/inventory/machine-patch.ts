import type { MachineRow } from "./types";

/** What a read found out about one machine; fields it did not read stay as they are. */
export type MachinePatch = { uuid: string } & Partial<Omit<MachineRow, "hostId" | "uuid">>;

/**
 * The row after the patch: the very same object when nothing differs, so that nobody is told of
 * nothing. Written out field by field: thousands of rows are made at once.
 */
export function patchRow(
  before: MachineRow | undefined,
  hostId: string,
  patch: MachinePatch,
): MachineRow {
  const after: MachineRow = {
    hostId,
    uuid: patch.uuid,
    name: patch.name ?? before?.name ?? "",
    title: patch.title !== undefined ? patch.title : (before?.title ?? null),
    state: patch.state ?? before?.state ?? "unknown",
    reason: patch.reason ?? before?.reason ?? "none",
    vcpus: patch.vcpus ?? before?.vcpus ?? 0,
    memoryKib: patch.memoryKib ?? before?.memoryKib ?? 0,
    memoryMaxKib: patch.memoryMaxKib ?? before?.memoryMaxKib ?? 0,
    autostart: patch.autostart ?? before?.autostart ?? false,
    persistent: patch.persistent ?? before?.persistent ?? true,
    hasManagedSave: patch.hasManagedSave ?? before?.hasManagedSave ?? false,
    ips: patch.ips ?? before?.ips ?? [],
    startedAtMs:
      patch.startedAtMs !== undefined ? patch.startedAtMs : (before?.startedAtMs ?? null),
    seenUpAtMs: patch.seenUpAtMs !== undefined ? patch.seenUpAtMs : (before?.seenUpAtMs ?? null),
    osId: patch.osId !== undefined ? patch.osId : (before?.osId ?? null),
  };
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
    a.seenUpAtMs === b.seenUpAtMs &&
    a.osId === b.osId &&
    a.ips.length === b.ips.length &&
    a.ips.every((ip, at) => ip === b.ips[at])
  );
}

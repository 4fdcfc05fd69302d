import type { HostRow, MachineRow } from "../types";

/** A host row for tests, online and empty. */
export function hostRow(id: string, patch: Partial<HostRow> = {}): HostRow {
  return {
    id,
    name: id,
    uri: `qemu+ssh://root@${id}/system`,
    link: "online",
    sinceMs: 0,
    seenAtMs: null,
    problem: null,
    hostname: null,
    libvirtVersion: null,
    hypervisorVersion: null,
    kvm: null,
    cpus: null,
    memoryKib: null,
    machineCount: 0,
    runningCount: 0,
    ...patch,
  };
}

/** A machine row for tests, shut off. */
export const machineRow = (patch: Partial<MachineRow> = {}): MachineRow => ({
  hostId: "h1",
  uuid: "00000000-0000-4000-8000-000000000001",
  name: "web-01",
  title: null,
  state: "shutOff",
  reason: "none",
  vcpus: 1,
  memoryKib: 65_536,
  memoryMaxKib: 65_536,
  autostart: false,
  persistent: true,
  hasManagedSave: false,
  ips: [],
  startedAtMs: null,
  seenUpAtMs: null,
  osId: null,
  ...patch,
});

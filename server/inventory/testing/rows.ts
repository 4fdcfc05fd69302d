import type { HostRow } from "../types";

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

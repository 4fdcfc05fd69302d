import type { HostRecord } from "./fleet-types";
import type { HostFacts } from "./read-host";
import type { HostDetail, HostRow } from "./types";

/** A host as it is known before the first connection, or from its last-known facts. */
export function blankHost(
  record: HostRecord,
  known?: HostFacts,
  seenAtMs?: number | null,
): HostRow {
  return {
    id: record.id,
    name: record.name,
    uri: record.uri,
    link: record.enabled ? "connecting" : "disabled",
    sinceMs: Date.now(),
    seenAtMs: seenAtMs ?? null,
    problem: null,
    hostname: null,
    libvirtVersion: null,
    hypervisorVersion: null,
    kvm: null,
    cpus: null,
    memoryKib: null,
    ...known?.row,
    machineCount: 0,
    runningCount: 0,
  };
}

export function detailOfHost(
  row: HostRow,
  record: HostRecord,
  facts: HostFacts | undefined,
): HostDetail {
  return {
    ...row,
    node: facts?.node ?? null,
    capabilities: facts?.capabilities ?? null,
    hostKeySha256: record.hostKeySha256,
    addedAtMs: record.addedAtMs,
  };
}

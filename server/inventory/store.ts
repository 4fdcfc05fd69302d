/**
 * The whole fleet in memory, versioned. No I/O, no clock, no timers: `apply` takes what was read and
 * answers with what really changed, and every answer that changed something raises `version` by one.
 *
 * Rows are immutable: a changed row is a new object, so a reader may keep the ones it was given.
 */

import { type MachinePatch, patchRow } from "./machine-patch";
import { isActive } from "./machine-state";
import type { HostRow, MachineRow } from "./types";

export type Change =
  | { kind: "hostSeen"; host: HostRow }
  | { kind: "hostPatched"; hostId: string; patch: Partial<Omit<HostRow, "id">> }
  | { kind: "hostRemoved"; hostId: string }
  | { kind: "machinesSeen"; hostId: string; patches: readonly MachinePatch[] }
  | { kind: "machinesGone"; hostId: string; uuids: readonly string[] };

export interface MachineDelta {
  before: MachineRow | undefined;
  after: MachineRow | undefined;
}

/** What one `apply` changed. Empty lists and an unchanged version mean: nothing. */
export interface Applied {
  version: number;
  hosts: string[];
  machines: MachineDelta[];
}

interface HostPart {
  row: HostRow;
  machines: Map<string, MachineRow>;
}

export interface Store {
  readonly version: number;
  apply(changes: readonly Change[]): Applied;
  hosts(): HostRow[];
  host(hostId: string): HostRow | undefined;
  /** All machines, or those of one host. */
  machines(hostId?: string): MachineRow[];
  machine(hostId: string, uuid: string): MachineRow | undefined;
  machinesByUuid(uuid: string): MachineRow[];
  machineCount(): number;
}

export function createStore(): Store {
  const parts = new Map<string, HostPart>();
  let version = 0;

  function apply(changes: readonly Change[]): Applied {
    const hosts = new Set<string>();
    const machines: MachineDelta[] = [];
    for (const change of changes) applyOne(parts, change, { hosts, machines });
    recount(parts, { hosts, machines });
    if (hosts.size > 0 || machines.length > 0) version++;
    return { version, hosts: [...hosts], machines };
  }

  return {
    get version() {
      return version;
    },
    apply,
    hosts: () => Array.from(parts.values(), (part) => part.row),
    host: (hostId) => parts.get(hostId)?.row,
    machines: (hostId) =>
      hostId === undefined
        ? Array.from(parts.values()).flatMap((part) => [...part.machines.values()])
        : [...(parts.get(hostId)?.machines.values() ?? [])],
    machine: (hostId, uuid) => parts.get(hostId)?.machines.get(uuid),
    machinesByUuid: (uuid) =>
      Array.from(parts.values()).flatMap((part) => part.machines.get(uuid) ?? []),
    machineCount: () => {
      let count = 0;
      for (const part of parts.values()) count += part.machines.size;
      return count;
    },
  };
}

interface Found {
  hosts: Set<string>;
  machines: MachineDelta[];
}

function applyOne(parts: Map<string, HostPart>, change: Change, found: Found): void {
  switch (change.kind) {
    case "hostSeen":
      seeHost(parts, change.host, found);
      return;
    case "hostPatched": {
      const part = parts.get(change.hostId);
      if (part) replaceHost(part, { ...part.row, ...change.patch }, found.hosts);
      return;
    }
    case "hostRemoved":
      removeHost(parts, change.hostId, found);
      return;
    case "machinesSeen": {
      const part = parts.get(change.hostId);
      if (part) for (const patch of change.patches) seeMachine(part, patch, found);
      return;
    }
    case "machinesGone": {
      const part = parts.get(change.hostId);
      if (part) for (const uuid of change.uuids) dropMachine(part, uuid, found);
      return;
    }
  }
}

function seeHost(parts: Map<string, HostPart>, row: HostRow, found: Found): void {
  const part = parts.get(row.id);
  if (part) {
    const { machineCount, runningCount } = part.row;
    replaceHost(part, { ...row, machineCount, runningCount }, found.hosts);
    return;
  }
  parts.set(row.id, { row: { ...row, machineCount: 0, runningCount: 0 }, machines: new Map() });
  found.hosts.add(row.id);
}

function replaceHost(part: HostPart, row: HostRow, changed: Set<string>): void {
  if (sameHost(part.row, row)) return;
  part.row = row;
  changed.add(row.id);
}

function removeHost(parts: Map<string, HostPart>, hostId: string, found: Found): void {
  const part = parts.get(hostId);
  if (!part) return;
  for (const uuid of [...part.machines.keys()]) dropMachine(part, uuid, found);
  parts.delete(hostId);
  found.hosts.add(hostId);
}

function seeMachine(part: HostPart, patch: MachinePatch, found: Found): void {
  const before = part.machines.get(patch.uuid);
  const after = patchRow(before, part.row.id, patch);
  if (after === before) return;
  part.machines.set(patch.uuid, after);
  found.machines.push({ before, after });
}

function dropMachine(part: HostPart, uuid: string, found: Found): void {
  const before = part.machines.get(uuid);
  if (!before) return;
  part.machines.delete(uuid);
  found.machines.push({ before, after: undefined });
}

/** Keeps the host's counts in step without walking its machines: 5,000 of them, many times a second. */
function recount(parts: Map<string, HostPart>, found: Found): void {
  const added = new Map<string, { machines: number; running: number }>();
  for (const { before, after } of found.machines) {
    const hostId = (after ?? before)?.hostId ?? "";
    const sum = added.get(hostId) ?? { machines: 0, running: 0 };
    sum.machines += Number(after !== undefined) - Number(before !== undefined);
    sum.running += runs(after) - runs(before);
    added.set(hostId, sum);
  }
  for (const [hostId, sum] of added) {
    const part = parts.get(hostId);
    if (!part) continue;
    const machineCount = part.row.machineCount + sum.machines;
    const runningCount = part.row.runningCount + sum.running;
    replaceHost(part, { ...part.row, machineCount, runningCount }, found.hosts);
  }
}

const runs = (row: MachineRow | undefined): number => Number(row ? isActive(row.state) : false);

function sameHost(a: HostRow, b: HostRow): boolean {
  return (
    a.name === b.name &&
    a.uri === b.uri &&
    a.link === b.link &&
    a.sinceMs === b.sinceMs &&
    a.hostname === b.hostname &&
    a.libvirtVersion === b.libvirtVersion &&
    a.hypervisorVersion === b.hypervisorVersion &&
    a.kvm === b.kvm &&
    a.cpus === b.cpus &&
    a.memoryKib === b.memoryKib &&
    a.machineCount === b.machineCount &&
    a.runningCount === b.runningCount &&
    a.seenAtMs === b.seenAtMs &&
    JSON.stringify(a.problem) === JSON.stringify(b.problem)
  );
}

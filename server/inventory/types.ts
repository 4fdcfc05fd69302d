import type { Problem } from "../problem";

/** What libvirt calls virDomainState, plus what only a fleet can know. */
export type MachineState =
  | "running"
  | "blocked"
  | "paused"
  | "shuttingDown"
  | "shutOff"
  | "crashed"
  | "suspended"
  | "unknown";

/** A finer word beside the state where it changes what a person does (libvirt's reason). */
export type MachineReason =
  | "none"
  | "user"
  | "migration"
  | "saving"
  | "ioError"
  | "watchdog"
  | "snapshot"
  | "startingUp"
  | "postCopy"
  | "postCopyFailed"
  | "crashed"
  | "failed"
  | "saved"
  | "migrated"
  | "destroyed"
  | "shutdown";

/** A machine's row in the list. Times are Unix milliseconds, null means "not known". */
export interface MachineRow {
  hostId: string;
  uuid: string;
  name: string;
  title: string | null;
  state: MachineState;
  reason: MachineReason;
  vcpus: number;
  memoryKib: number;
  memoryMaxKib: number;
  autostart: boolean;
  persistent: boolean;
  hasManagedSave: boolean;
  ips: string[];
  /** Since when it runs, where that is known: seen to start, or told by the age of QEMU's pid file. */
  startedAtMs: number | null;
  /** When this run of it was first seen: it runs since then at least. */
  seenUpAtMs: number | null;
  osId: string | null;
}

/** Rates over the last sampling interval; null where the guest is not running or gave no figure. */
export interface MachineSample {
  atMs: number;
  /** Share of its own vCPUs, 0–100. */
  cpuPercent: number | null;
  /** Share of its memory in use by the guest (balloon) or resident, 0–100. */
  memoryPercent: number | null;
  diskReadBps: number | null;
  diskWriteBps: number | null;
  netRxBps: number | null;
  netTxBps: number | null;
}

export type HostLinkState = "connecting" | "online" | "unreachable" | "refused" | "disabled";

export interface HostRow {
  id: string;
  name: string;
  uri: string;
  link: HostLinkState;
  /** Since when `link` is what it is. */
  sinceMs: number;
  /** When the inventory of this host was last known to be true. */
  seenAtMs: number | null;
  problem: Problem | null;
  hostname: string | null;
  libvirtVersion: string | null;
  hypervisorVersion: string | null;
  /** KVM, or software emulation only; null before the first look. */
  kvm: boolean | null;
  cpus: number | null;
  memoryKib: number | null;
  machineCount: number;
  runningCount: number;
}

export interface HostSample {
  atMs: number;
  cpuPercent: number | null;
  memoryUsedKib: number | null;
}

export type SampleTuple = [
  cpuPercent: number | null,
  memoryPercent: number | null,
  diskReadBps: number | null,
  diskWriteBps: number | null,
  netRxBps: number | null,
  netTxBps: number | null,
];

/**
 * One message of `inventory.watch`. A new subscriber gets `hosts`, then `machines` parts (the first
 * one small, so that rows appear at once) ending with `last: true`, then `change` and `samples` as they come.
 * `epoch` names the server's run: a resume across epochs, or from too far back, starts with a snapshot again.
 */
export type InventoryMessage =
  | { kind: "snapshot"; epoch: string; version: number; hosts: HostRow[]; total: number }
  | { kind: "machines"; rows: MachineRow[]; last: boolean }
  | {
      kind: "change";
      version: number;
      hosts: HostRow[];
      removedHosts: string[];
      machines: MachineRow[];
      /** `hostId/uuid` keys. */
      removed: string[];
    }
  | {
      kind: "samples";
      atMs: number;
      hosts: Record<string, HostSample>;
      machines: Record<string, SampleTuple>;
    };

export interface MachineDisk {
  target: string;
  device: "disk" | "cdrom" | "floppy" | "lun";
  bus: string | null;
  /** File path, block device, or `pool/volume`, `protocol://…` as libvirt names it. */
  source: string | null;
  sourceType: string;
  format: string | null;
  cache: string | null;
  readOnly: boolean;
  shareable: boolean;
  capacityBytes: number | null;
  allocationBytes: number | null;
}

/** libvirt's own DHCP server, the agent in the guest (so the guest's word), the host's ARP table. */
export type AddressSource = "lease" | "agent" | "arp";

export interface MachineAddress {
  address: string;
  source: AddressSource;
}

export interface MachineInterface {
  target: string | null;
  mac: string;
  type: string;
  /** Bridge, network or device. */
  source: string | null;
  model: string | null;
  linkUp: boolean;
  ips: MachineAddress[];
}

export interface MachineGraphics {
  type: "vnc" | "spice" | "other";
  listen: "socket" | "address" | "none";
  /** -1 or null while not running. */
  port: number | null;
  address: string | null;
  socket: string | null;
}

/** The machine page: dominfo, domblklist, domiflist in one, read from the mirror. */
export interface MachineDetail extends MachineRow {
  description: string | null;
  osType: string;
  arch: string | null;
  machineType: string | null;
  domainType: string;
  emulator: string | null;
  cpuMode: string | null;
  firmware: "bios" | "uefi";
  cpuTimeSeconds: number | null;
  maxVcpus: number;
  disks: MachineDisk[];
  interfaces: MachineInterface[];
  graphics: MachineGraphics[];
  serials: { port: number; type: string; alias: string | null }[];
  /** When the XML below the detail was last read. */
  readAtMs: number;
}

/** The host page: nodeinfo, capabilities, versions. */
export interface HostDetail extends HostRow {
  node: {
    cpuModel: string;
    cpus: number;
    mhz: number;
    numaNodes: number;
    sockets: number;
    coresPerSocket: number;
    threadsPerCore: number;
    memoryKib: number;
  } | null;
  capabilities: {
    hostUuid: string | null;
    arch: string | null;
    cpuVendor: string | null;
    cpuFeatures: number;
    migrationTransports: string[];
    securityModels: string[];
    guests: { osType: string; arch: string; domainTypes: string[]; machines: number }[];
    iommu: boolean | null;
  } | null;
  hostKeySha256: string | null;
  addedAtMs: number;
}

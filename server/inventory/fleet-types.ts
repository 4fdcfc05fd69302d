import type { Connection, HostPool } from "node-libvirt";
import type { MachineKey } from "../machines/schema";
import type { MachineXml } from "../machines/types";
import type { DefinitionChange } from "./detail-reader";
import type { RawCounters } from "./host-statistics";
import type { Sight } from "./sight";
import type {
  HostDetail,
  HostRow,
  HostSample,
  InventoryMessage,
  MachineDetail,
  MachineRow,
  MachineSample,
  SampleTuple,
} from "./types";

/** One registered host: its connections and its part of the mirror. */
export interface HostSession {
  readonly hostId: string;
  readonly pool: HostPool;
  /** The control connection; throws AppError `hostOffline` with the reason when there is none. */
  control(): Connection;
  /** Reads the whole host again: level-triggered truth, events only make it faster. */
  resync(): Promise<void>;
  /** A fresh look at one machine, applied to the mirror; undefined when the host knows it no more. */
  refreshMachine(uuid: string): Promise<MachineRow | undefined>;
  /** Live XML (as it runs) and inactive XML (next boot), read now. */
  readXml(uuid: string): Promise<MachineXml>;
}

export interface HostRecord {
  id: string;
  name: string;
  uri: string;
  hostKeySha256: string | null;
  enabled: boolean;
  addedAtMs: number;
}

/** The whole fleet in memory. Reads never touch a host. */
export interface Fleet {
  hosts(): HostRow[];
  host(hostId: string): HostRow | undefined;
  hostDetail(hostId: string): HostDetail | undefined;
  machines(hostId?: string): MachineRow[];
  machine(key: MachineKey): MachineRow | undefined;
  machineDetail(key: MachineKey): MachineDetail | undefined;
  /** The XML as last read; undefined before the first read. */
  machineXml(key: MachineKey): MachineXml | undefined;
  /** Hosts on which a machine of this UUID is known, with its row there. */
  machinesByUuid(uuid: string): MachineRow[];
  /** The newest rates of a machine; undefined while nobody looks at the fleet, or it does not run. */
  latestSample(key: MachineKey): SampleTuple | undefined;
  /** Libvirt's counters of a running machine as last read; undefined when that was not lately. */
  counters(key: MachineKey): RawCounters | undefined;
  /** Figures are read for the next while, as if somebody looked at the list. */
  wantFigures(): void;
  session(hostId: string): HostSession | undefined;
  /** Snapshot, then changes and samples, until the signal aborts. A slow reader is resynced, never buffered without bound. */
  watch(options: {
    resume?: { epoch: string; version: number };
    signal: AbortSignal;
    /** What the reader may see; everything when absent. */
    sight?: Sight;
  }): AsyncIterable<InventoryMessage>;
  /** One machine's or host's samples at the fast cadence while somebody looks. */
  watchMachine(key: MachineKey, signal: AbortSignal): AsyncIterable<MachineSample>;
  watchHost(hostId: string, signal: AbortSignal): AsyncIterable<HostSample>;
  /** Called with every applied change of a machine row (old, new); for reconcilers. */
  onMachineChange(
    listener: (before: MachineRow | undefined, after: MachineRow | undefined) => void,
  ): () => void;
  /** Called when the XML of a machine's next boot reads differently than before. */
  onDefinitionChange(listener: (machine: MachineKey, change: DefinitionChange) => void): () => void;
  onHostLink(listener: (host: HostRow) => void): () => void;
  addHost(record: HostRecord): void;
  updateHost(record: HostRecord): void;
  removeHost(hostId: string): Promise<void>;
  reconnect(hostId: string): void;
  start(): Promise<void>;
  close(): Promise<void>;
}

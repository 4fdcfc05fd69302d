import type {
  HostRow,
  HostSample,
  InventoryMessage,
  MachineRow,
  SampleTuple,
} from "@/server/inventory/types";
import { machineKeyText } from "../machine-key";

/** What a batch of messages touched. */
export interface FleetNews {
  machines: Set<string>;
  hosts: Set<string>;
  machineSamples: Set<string>;
  hostSamples: Set<string>;
}

export type FleetPhase = "waiting" | "filling" | "complete";

const noNews = (): FleetNews => ({
  machines: new Set(),
  hosts: new Set(),
  machineSamples: new Set(),
  hostSamples: new Set(),
});

/**
 * The browser's copy of the fleet, fed by `inventory.watch`. During a second snapshot the old rows
 * stay; what the snapshot did not name is dropped with its last part, so nothing blinks.
 */
export class FleetState {
  readonly hosts = new Map<string, HostRow>();
  readonly machines = new Map<string, MachineRow>();
  readonly machineSamples = new Map<string, SampleTuple>();
  readonly hostSamples = new Map<string, HostSample>();
  phase: FleetPhase = "waiting";
  /** How many machines the server said there are. */
  total = 0;
  resume: { epoch: string; version: number } | undefined;
  #unseen: Set<string> | undefined;
  #snapshot: { epoch: string; version: number } | undefined;
  #news = noNews();

  apply(message: InventoryMessage): void {
    if (message.kind === "snapshot") this.#begin(message);
    else if (message.kind === "machines") this.#fill(message.rows, message.last);
    else if (message.kind === "change") this.#change(message);
    else this.#sample(message);
  }

  takeNews(): FleetNews {
    const news = this.#news;
    this.#news = noNews();
    return news;
  }

  /** Without a resume point the next subscription starts with a snapshot. */
  forgetResume(): void {
    this.resume = undefined;
  }

  #begin({ epoch, version, hosts, total }: InventoryMessage & { kind: "snapshot" }): void {
    this.resume = undefined;
    this.#snapshot = { epoch, version };
    this.#unseen = new Set(this.machines.keys());
    this.total = total;
    if (this.phase === "waiting") this.phase = "filling";
    const ids = new Set(hosts.map((host) => host.id));
    for (const id of this.hosts.keys()) if (!ids.has(id)) this.#removeHost(id);
    for (const host of hosts) this.#setHost(host);
  }

  #fill(rows: readonly MachineRow[], last: boolean): void {
    for (const row of rows) {
      this.#unseen?.delete(machineKeyText(row));
      this.#setMachine(row);
    }
    if (!last) return;
    for (const key of this.#unseen ?? []) this.#removeMachine(key);
    this.#unseen = undefined;
    this.resume = this.#snapshot;
    this.phase = "complete";
    this.total = this.machines.size;
  }

  #change(message: InventoryMessage & { kind: "change" }): void {
    for (const host of message.hosts) this.#setHost(host);
    for (const id of message.removedHosts) this.#removeHost(id);
    for (const row of message.machines) this.#setMachine(row);
    for (const key of message.removed) this.#removeMachine(key);
    this.total = this.machines.size;
    if (this.resume) this.resume = { epoch: this.resume.epoch, version: message.version };
  }

  #sample(message: InventoryMessage & { kind: "samples" }): void {
    for (const [id, sample] of Object.entries(message.hosts)) {
      this.hostSamples.set(id, sample);
      this.#news.hostSamples.add(id);
    }
    for (const [key, sample] of Object.entries(message.machines)) {
      this.machineSamples.set(key, sample);
      this.#news.machineSamples.add(key);
    }
  }

  #setHost(host: HostRow): void {
    const before = this.hosts.get(host.id);
    this.hosts.set(host.id, host);
    this.#news.hosts.add(host.id);
    if (before && before.link === host.link && before.name === host.name) return;
    // Rows show their host's name and whether it is there.
    for (const [key, row] of this.machines)
      if (row.hostId === host.id) this.#news.machines.add(key);
  }

  #removeHost(id: string): void {
    this.hosts.delete(id);
    this.hostSamples.delete(id);
    this.#news.hosts.add(id);
    for (const [key, row] of this.machines) if (row.hostId === id) this.#removeMachine(key);
  }

  #setMachine(row: MachineRow): void {
    const key = machineKeyText(row);
    const before = this.machines.get(key);
    if (before && sameRow(before, row)) return;
    this.machines.set(key, row);
    if (row.state !== "running" && row.state !== "blocked") this.#dropSample(key);
    this.#news.machines.add(key);
  }

  #removeMachine(key: string): void {
    if (!this.machines.delete(key)) return;
    this.#dropSample(key);
    this.#news.machines.add(key);
  }

  #dropSample(key: string): void {
    if (this.machineSamples.delete(key)) this.#news.machineSamples.add(key);
  }
}

function sameRow(a: MachineRow, b: MachineRow): boolean {
  return (
    a.state === b.state &&
    a.reason === b.reason &&
    a.name === b.name &&
    a.title === b.title &&
    a.vcpus === b.vcpus &&
    a.memoryKib === b.memoryKib &&
    a.memoryMaxKib === b.memoryMaxKib &&
    a.autostart === b.autostart &&
    a.persistent === b.persistent &&
    a.hasManagedSave === b.hasManagedSave &&
    a.startedAtMs === b.startedAtMs &&
    a.seenUpAtMs === b.seenUpAtMs &&
    a.osId === b.osId &&
    a.ips.join() === b.ips.join()
  );
}

import type { Store } from "./store";
import type { SampleBatch } from "./subscriber";
import type { HostRow, MachineRow } from "./types";

/** What one reader of the feed may see. Asked again for each message; `onChange` says when answers may differ. */
export interface Sight {
  /** Nothing is hidden: the common case costs nothing. */
  readonly all: boolean;
  machine(uuid: string): boolean;
  host(hostId: string): boolean;
  onChange(listener: () => void): () => void;
}

export const everything: Sight = {
  all: true,
  machine: () => true,
  host: () => true,
  onChange: () => () => {},
};

export const machinesIn = (sight: Sight, rows: MachineRow[]): MachineRow[] =>
  sight.all ? rows : rows.filter(({ uuid }) => sight.machine(uuid));

/**
 * Whoever sees a machine sees the name and the link of the host it is on, for without them its state
 * cannot be read; address, versions and the sizes of others' machines stay hidden.
 */
export function hostIn(
  sight: Sight,
  store: Pick<Store, "host" | "machines">,
  hostId: string,
): HostRow | undefined {
  const row = store.host(hostId);
  if (!row || sight.host(hostId)) return row;
  const machines = machinesIn(sight, store.machines(hostId));
  if (machines.length === 0) return undefined;
  const { id, name, link, sinceMs, seenAtMs } = row;
  return {
    id,
    name,
    uri: "",
    link,
    sinceMs,
    seenAtMs,
    problem: null,
    hostname: null,
    libvirtVersion: null,
    hypervisorVersion: null,
    kvm: row.kvm,
    cpus: null,
    memoryKib: null,
    machineCount: machines.length,
    runningCount: machines.filter(({ state }) => state === "running" || state === "blocked").length,
  };
}

export function samplesIn(sight: Sight, batch: SampleBatch): SampleBatch {
  if (sight.all) return batch;
  return {
    atMs: batch.atMs,
    hosts: only(batch.hosts, (hostId) => sight.host(hostId)),
    machines: only(batch.machines, (key) => seesKey(sight, key)),
  };
}

/** A key is `hostId/uuid`. */
export const seesKey = (sight: Sight, key: string): boolean =>
  sight.all || sight.machine(key.slice(key.indexOf("/") + 1));

const only = <T>(entries: Record<string, T>, keep: (key: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).filter(([key]) => keep(key)));

/**
 * Last-known rows in the database, so that a restart shows the fleet at once, with its age.
 *
 * Changes only mark what to write; a flush writes each marked row once, as it then is, in portions.
 * A storm of events costs one write a machine each FLUSH_MS. What cannot be written (a full disk, a
 * locked database) stays marked: the mirror itself never waits for the database.
 */
import type { Logger } from "pino";
import type { Db } from "../db/client";
import type { MachineDetails } from "./machine-details";
import type { HostFacts } from "./read-host";
import type { Applied, Store } from "./store";
import {
  readFacts,
  readMachineRow,
  type StoredMachine,
  writeFacts,
  writeMachine,
} from "./stored-rows";

const FLUSH_MS = 2_000;
const PORTION = 250;

interface PersistDeps {
  db: Db;
  store: Store;
  log: Logger;
  details(hostId: string, uuid: string): MachineDetails | undefined;
}

export interface StoredFleetHost {
  id: string;
  name: string;
  uri: string;
  hostKeySha256: string | null;
  enabled: boolean;
  addedAtMs: number;
  seenAtMs: number | null;
  facts: HostFacts | undefined;
  machines: StoredMachine[];
}

export interface Persist {
  load(): Promise<StoredFleetHost[]>;
  mark(applied: Applied): void;
  markFacts(hostId: string, facts: HostFacts): void;
  /** Writes what is marked, now. */
  flush(): Promise<void>;
  /** Flushes once more and stops. */
  close(): Promise<void>;
}

export function createPersist({ db, store, log, details }: PersistDeps): Persist {
  /** hostId → uuids. */
  const dirty = new Map<string, Set<string>>();
  const dirtyHosts = new Set<string>();
  const facts = new Map<string, HostFacts>();
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> | undefined;
  let closed = false;

  function soon(): void {
    if (timer || closed) return;
    timer = setTimeout(() => void flush(), FLUSH_MS);
    timer.unref();
  }

  function markMachine(hostId: string, uuid: string): void {
    const uuids = dirty.get(hostId) ?? new Set();
    dirty.set(hostId, uuids.add(uuid));
  }

  async function writeHost(hostId: string): Promise<void> {
    const row = store.host(hostId);
    if (!row) return;
    const known = facts.get(hostId);
    const seenAt = row.seenAtMs === null ? null : new Date(row.seenAtMs);
    await db.host.updateMany({
      where: { id: hostId },
      data: { seenAt, ...(known ? { facts: writeFacts(known) } : {}) },
    });
    facts.delete(hostId);
  }

  async function writeMachines(hostId: string, uuids: readonly string[]): Promise<void> {
    const seenAt = new Date();
    const data = uuids.flatMap((uuid) => {
      const row = store.machine(hostId, uuid);
      if (!row) return [];
      const { name } = row;
      return { hostId, uuid, name, seenAt, row: writeMachine(row, details(hostId, uuid)) };
    });
    await db.$transaction([
      db.machine.deleteMany({ where: { hostId, uuid: { in: [...uuids] } } }),
      db.machine.createMany({ data }),
    ]);
  }

  async function writeMarked(): Promise<void> {
    for (const hostId of [...dirtyHosts]) {
      dirtyHosts.delete(hostId);
      await writeHost(hostId).catch((error: unknown) => {
        dirtyHosts.add(hostId);
        throw error;
      });
    }
    for (const [hostId, marked] of [...dirty]) {
      dirty.delete(hostId);
      if (!store.host(hostId)) continue;
      const uuids = [...marked];
      for (let at = 0; at < uuids.length; at += PORTION) {
        await writeMachines(hostId, uuids.slice(at, at + PORTION)).catch((error: unknown) => {
          for (const uuid of uuids.slice(at)) markMachine(hostId, uuid);
          throw error;
        });
      }
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    await flushing;
    flushing = writeMarked().catch((error: unknown) => {
      log.warn({ err: error }, "last-known state not written, trying again");
      soon();
    });
    await flushing;
  }

  return {
    load: () => loadFleet(db),
    mark(applied) {
      for (const hostId of applied.hosts) dirtyHosts.add(hostId);
      for (const { before, after } of applied.machines) {
        const row = after ?? before;
        if (row) markMachine(row.hostId, row.uuid);
      }
      if (dirty.size > 0 || dirtyHosts.size > 0) soon();
    },
    markFacts(hostId, read) {
      facts.set(hostId, read);
      dirtyHosts.add(hostId);
      soon();
    },
    flush,
    async close() {
      closed = true;
      await flush();
    },
  };
}

async function loadFleet(db: Db): Promise<StoredFleetHost[]> {
  const hosts = await db.host.findMany({ orderBy: { addedAt: "asc" } });
  const machines = await db.machine.findMany({ select: { hostId: true, row: true } });
  const byHost = new Map<string, StoredMachine[]>(hosts.map(({ id }) => [id, []]));
  for (const { hostId, row } of machines) {
    const stored = readMachineRow(row);
    if (stored) byHost.get(hostId)?.push(stored);
  }
  return hosts.map(({ addedAt, seenAt, facts, addedBy: _by, ...host }) => ({
    ...host,
    addedAtMs: addedAt.getTime(),
    seenAtMs: seenAt?.getTime() ?? null,
    facts: readFacts(facts),
    machines: byHost.get(host.id) ?? [],
  }));
}

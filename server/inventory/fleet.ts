/**
 * The fleet in memory: composes the store (what is known), one member a host (how it is found out),
 * the feed (who is told), statistics (for who looks) and persistence (what a restart shows).
 * Reads never touch a host, and no host ever waits for another.
 */
import { randomUUID } from "node:crypto";
import type { Db } from "../db/client";
import type { MachineKey } from "../machines/schema";
import type { MachineXml } from "../machines/types";
import { createFeed, type Feed, type WatchOptions } from "./feed";
import type { Fleet, HostRecord, HostSession } from "./fleet-types";
import { HostMember, type MemberDeps } from "./host-member";
import { blankHost, detailOfHost } from "./host-row";
import { blankDetails, detailOf } from "./machine-details";
import { createPersist, type Persist, type StoredFleetHost } from "./persist";
import { createSampleCache } from "./sample-cache";
import { type Applied, type Change, createStore } from "./store";
import type { HostDetail, HostLinkState, HostRow, MachineDetail, MachineRow } from "./types";

/** A collector that asks every minute keeps the figures coming. */
const FIGURES_LEASE_MS = 150_000;
const COUNTERS_FRESH_MS = 30_000;

export type FleetDeps = { db: Db } & Pick<MemberDeps, "log" | "identity" | "secrets">;

type MachineListener = Parameters<Fleet["onMachineChange"]>[0];
type DefinitionListener = Parameters<Fleet["onDefinitionChange"]>[0];
type LinkListener = Parameters<Fleet["onHostLink"]>[0];

export function createFleet(deps: FleetDeps): Fleet {
  return new FleetMirror(deps);
}

class FleetMirror implements Fleet {
  readonly #store = createStore();
  readonly #members = new Map<string, HostMember>();
  readonly #machineListeners = new Set<MachineListener>();
  readonly #definitionListeners = new Set<DefinitionListener>();
  readonly #linkListeners = new Set<LinkListener>();
  readonly #links = new Map<string, HostLinkState>();
  readonly #samples = createSampleCache();
  #readers = 0;
  #figuresLease: NodeJS.Timeout | undefined;
  readonly #feed: Feed;
  readonly #persist: Persist;
  readonly #deps: FleetDeps;

  constructor(deps: FleetDeps) {
    this.#deps = deps;
    this.#feed = createFeed({
      epoch: randomUUID(),
      store: this.#store,
      latestSamples: this.#samples.latest,
      onReaders: (count) => {
        this.#readers = count;
        this.#tellLooking();
      },
    });
    this.#persist = createPersist({
      db: deps.db,
      store: this.#store,
      log: deps.log,
      details: (hostId, uuid) => this.#members.get(hostId)?.machines.get(uuid),
    });
  }

  hosts(): HostRow[] {
    return this.#store.hosts();
  }

  host(hostId: string): HostRow | undefined {
    return this.#store.host(hostId);
  }

  hostDetail(hostId: string): HostDetail | undefined {
    const row = this.#store.host(hostId);
    const member = this.#members.get(hostId);
    return row && member ? detailOfHost(row, member.record, member.facts) : undefined;
  }

  machines(hostId?: string): MachineRow[] {
    return this.#store.machines(hostId);
  }

  machine({ hostId, uuid }: MachineKey): MachineRow | undefined {
    return this.#store.machine(hostId, uuid);
  }

  machineDetail({ hostId, uuid }: MachineKey): MachineDetail | undefined {
    const row = this.#store.machine(hostId, uuid);
    const details = this.#members.get(hostId)?.machines.get(uuid);
    return row ? detailOf(row, details ?? blankDetails()) : undefined;
  }

  machineXml({ hostId, uuid }: MachineKey): MachineXml | undefined {
    return this.#members.get(hostId)?.machines.get(uuid)?.xml ?? undefined;
  }

  machinesByUuid(uuid: string): MachineRow[] {
    return this.#store.machinesByUuid(uuid);
  }

  latestSample({ hostId, uuid }: MachineKey) {
    return this.#samples.machine(`${hostId}/${uuid}`);
  }

  counters({ hostId, uuid }: MachineKey) {
    const found = this.#members.get(hostId)?.counters.get(uuid);
    return found && Date.now() - found.atMs < COUNTERS_FRESH_MS ? found.counters : undefined;
  }

  wantFigures(): void {
    clearTimeout(this.#figuresLease);
    this.#figuresLease = setTimeout(() => {
      this.#figuresLease = undefined;
      this.#tellLooking();
    }, FIGURES_LEASE_MS).unref();
    this.#tellLooking();
  }

  session(hostId: string): HostSession | undefined {
    return this.#members.get(hostId)?.mirror;
  }

  watch(options: WatchOptions) {
    return this.#feed.watch(options);
  }

  async *watchMachine({ hostId, uuid }: MachineKey, signal: AbortSignal) {
    const member = this.#members.get(hostId);
    if (member) yield* member.statistics.watchMachine(uuid, signal);
  }

  async *watchHost(hostId: string, signal: AbortSignal) {
    const member = this.#members.get(hostId);
    if (member) yield* member.statistics.watchHost(signal);
  }

  onMachineChange(listener: MachineListener): () => void {
    this.#machineListeners.add(listener);
    return () => this.#machineListeners.delete(listener);
  }

  onDefinitionChange(listener: DefinitionListener): () => void {
    this.#definitionListeners.add(listener);
    return () => this.#definitionListeners.delete(listener);
  }

  onHostLink(listener: LinkListener): () => void {
    this.#linkListeners.add(listener);
    return () => this.#linkListeners.delete(listener);
  }

  addHost(record: HostRecord): void {
    if (this.#members.has(record.id)) {
      this.updateHost(record);
      return;
    }
    this.#apply([{ kind: "hostSeen", host: blankHost(record) }]);
    void this.#join(record).reopen();
  }

  updateHost(record: HostRecord): void {
    const member = this.#members.get(record.id);
    if (!member) return;
    const before = member.record;
    member.record = record;
    const { name, uri } = record;
    const isSameWay =
      before.uri === uri &&
      before.hostKeySha256 === record.hostKeySha256 &&
      before.enabled === record.enabled;
    const { link, sinceMs, problem } = blankHost(record);
    const patch = isSameWay ? { name } : { name, uri, link, sinceMs, problem };
    this.#apply([{ kind: "hostPatched", hostId: record.id, patch }]);
    if (!isSameWay) void member.reopen();
  }

  async removeHost(hostId: string): Promise<void> {
    const member = this.#members.get(hostId);
    this.#members.delete(hostId);
    this.#apply([{ kind: "hostRemoved", hostId }]);
    await member?.close();
  }

  reconnect(hostId: string): void {
    const member = this.#members.get(hostId);
    if (!member) return;
    const pool = member.mirror?.pool;
    if (!pool) void member.reopen();
    else if (pool.link.state === "up") void member.mirror?.resync().catch(() => undefined);
    else pool.retryNow();
  }

  async start(): Promise<void> {
    const stored = await this.#persist.load();
    const members = stored.map((host) => this.#restore(host));
    await Promise.all(members.map((member) => member.reopen()));
  }

  async close(): Promise<void> {
    clearTimeout(this.#figuresLease);
    await Promise.all(Array.from(this.#members.values(), (member) => member.close()));
    await this.#persist.close();
  }

  get #looking(): boolean {
    return this.#readers > 0 || this.#figuresLease !== undefined;
  }

  #tellLooking(): void {
    for (const { statistics } of this.#members.values()) statistics.listWatched(this.#looking);
  }

  #restore({ machines, seenAtMs, facts, ...record }: StoredFleetHost): HostMember {
    const member = this.#join(record);
    member.facts = facts;
    for (const { row, runId, cpuTimeNs } of machines) {
      member.machines.set(row.uuid, { ...blankDetails(), runId, cpuTimeNs });
    }
    const patches = machines.map(({ row: { hostId: _hostId, ...patch } }) => patch);
    const applied = this.#store.apply([
      { kind: "hostSeen", host: blankHost(record, facts, seenAtMs) },
      { kind: "machinesSeen", hostId: record.id, patches },
    ]);
    this.#feed.publish(applied);
    return member;
  }

  #join(record: HostRecord): HostMember {
    const { log, identity, secrets } = this.#deps;
    const member = new HostMember(record, {
      log,
      identity,
      secrets,
      store: this.#store,
      apply: (changes) => this.#apply(changes),
      publishSamples: (batch) => {
        this.#samples.add(batch);
        this.#feed.publishSamples(batch);
      },
      onDefinition: (machine, change) => {
        for (const listener of this.#definitionListeners) listener(machine, change);
      },
      onFacts: (hostId, facts) => this.#persist.markFacts(hostId, facts),
    });
    this.#members.set(record.id, member);
    member.statistics.listWatched(this.#looking);
    return member;
  }

  #apply(changes: readonly Change[]): Applied {
    const applied = this.#store.apply(changes);
    this.#feed.publish(applied);
    this.#persist.mark(applied);
    for (const { before, after } of applied.machines) {
      for (const listener of this.#machineListeners) listener(before, after);
    }
    for (const hostId of applied.hosts) this.#tellLink(hostId);
    return applied;
  }

  #tellLink(hostId: string): void {
    const row = this.#store.host(hostId);
    if (!row) {
      this.#links.delete(hostId);
      return;
    }
    if (this.#links.get(hostId) === row.link) return;
    this.#links.set(hostId, row.link);
    for (const listener of this.#linkListeners) listener(row);
  }
}

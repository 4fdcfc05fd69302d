/**
 * One host's part of the mirror.
 *
 *   pool up    → events are subscribed already → read the list → XML and addresses behind
 *   event      → look at that machine again (at once, then at most once a window)
 *   every 60 s → read the list again: losing every event costs latency, never truth
 *   pool down  → rows stay as they were, the link says since when
 *
 * A list takes a while, and a machine may change meanwhile: what an event or a look touched since
 * the list began is not overwritten by it, but looked at once more.
 */
import type { Connection, HostPool } from "node-libvirt";
import type { Logger } from "pino";
import type { MachineXml } from "../machines/types";
import { AppError } from "../problem";
import { askGuests } from "./ask-guests";
import { createBehindLooks } from "./behind-looks";
import { aspectsOfEvent, patchOfReading, type WatchedEvent } from "./changes";
import { createDepartures } from "./departures";
import { createDetailReader, type DefinitionChange } from "./detail-reader";
import { subscribeToMachines } from "./event-subscriptions";
import { fillStartTimes } from "./fill-start-times";
import type { HostSession } from "./fleet-types";
import { createLinkReport, type LinkReport } from "./link-report";
import { createLookQueue } from "./look-queue";
import { blankDetails, forgetRun, type MachineDetails } from "./machine-details";
import { needsAddress, needsInfo } from "./machine-needs";
import type { MachinePatch } from "./machine-patch";
import type { MachineReading } from "./machine-reading";
import { isActive } from "./machine-state";
import { problemOfHostError } from "./problem-of";
import { type HostFacts, readHost } from "./read-host";
import { fillInfo, takeInfos } from "./read-info";
import { readList, readNames } from "./read-list";
import { readMachine } from "./read-machine";
import { createReconcileClock } from "./reconcile-clock";
import type { StartTimes } from "./start-times";
import type { Applied, Change, Store } from "./store";
import type { HostRow, MachineRow } from "./types";

const LOOKS = { concurrency: 2, windowMs: 25, burst: 200, perSecond: 200 };
export interface SessionDeps {
  hostId: string;
  pool: HostPool;
  machines: Map<string, MachineDetails>;
  store: Store;
  apply(changes: readonly Change[]): Applied;
  onFacts(facts: HostFacts): void;
  onDefinition(uuid: string, change: DefinitionChange): void;
  /** Since when machines run, by name, as far as the host tells. */
  startTimes(): Promise<StartTimes>;
  log: Logger;
}

export class HostMirror implements HostSession {
  readonly hostId: string;
  readonly pool: HostPool;
  readonly machines: Map<string, MachineDetails>;
  readonly #deps: SessionDeps;
  readonly #report: LinkReport;
  readonly #looks = createLookQueue({
    ...LOOKS,
    run: (uuid) => this.#look(uuid),
    onError: (error, uuid) => this.#logFailure(error, uuid),
  });
  readonly #known = {
    row: (uuid: string) => this.#row(uuid),
    details: (uuid: string) => this.machines.get(uuid),
    patch: (patch: MachinePatch) => this.#see([patch]),
    onError: (error: unknown, uuid: string) => this.#logFailure(error, uuid),
  };
  readonly #guests = askGuests({
    ...this.#known,
    withConnection: (run) => this.pool.withLong(run),
    onXmlChanged: (uuid) => this.#details.readXml(uuid),
  });
  readonly #departures = createDepartures((uuid) => this.#looks.look(uuid));
  readonly #details = createDetailReader({
    ...this.#known,
    connection: () => this.control(),
    onXml: this.#guests.consider,
    onDefinition: (uuid, change) => this.#deps.onDefinition(uuid, change),
  });
  readonly #clock = createReconcileClock(() => this.resync());
  readonly #behind = createBehindLooks();
  #touched: Set<string> | undefined;
  #resync: Promise<void> | undefined;
  /** The list was read since the link came up: what changes now, changes now. */
  #synced = false;
  #factsRead = false;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#report = createLinkReport(deps);
    this.hostId = deps.hostId;
    this.pool = deps.pool;
    this.machines = deps.machines;
    subscribeToMachines(this.pool, (event, uuid) => this.#onEvent(event, uuid));
    this.pool.on("up", () => void this.resync().catch(() => undefined));
    this.pool.on("down", (error) => this.#onDown(error));
    this.pool.on("unsupported", (event) =>
      deps.log.debug({ host: this.hostId, event }, "event not known to this host"),
    );
  }

  start(): void {
    this.pool.start();
  }

  async close(): Promise<void> {
    this.#stopWork();
    await this.pool.close();
  }

  control(): Connection {
    try {
      return this.pool.control;
    } catch (cause) {
      const { detail } = problemOfHostError(cause);
      const name = this.#deps.store.host(this.hostId)?.name ?? "";
      throw new AppError(
        { code: "hostOffline", params: { host: name }, ...(detail ? { detail } : {}) },
        { cause },
      );
    }
  }

  resync(): Promise<void> {
    this.#resync ??= this.#readAll().finally(() => {
      this.#resync = undefined;
    });
    return this.#resync;
  }

  async refreshMachine(uuid: string): Promise<MachineRow | undefined> {
    await this.#look(uuid);
    return this.#row(uuid);
  }

  async readXml(uuid: string): Promise<MachineXml> {
    const xml = await this.#details.readNow(uuid);
    if (!xml) throw new AppError({ code: "machineGone", params: { uuid } });
    return xml;
  }

  async #readAll(): Promise<void> {
    try {
      const connection = this.control();
      await this.#readMachines(connection);
      this.#clock.succeeded();
    } catch (error) {
      this.#onResyncFailed(error);
      throw error;
    }
  }

  /** Behind the list: a daemon that looks at its QEMU for the first time takes seconds over this. */
  async #readFacts(connection: Connection): Promise<void> {
    try {
      this.#factsRead = true;
      const facts = await readHost(connection);
      this.#deps.onFacts(facts);
      this.#apply({ kind: "hostPatched", hostId: this.hostId, patch: facts.row });
    } catch (error) {
      this.#factsRead = false;
      this.#logFailure(error, "");
    }
  }

  async #readMachines(connection: Connection): Promise<void> {
    const touched = new Set<string>();
    this.#touched = touched;
    const listing = await readList(connection);
    const listed = new Set(listing.map(({ uuid }) => uuid));
    const missing = this.#deps.store
      .machines(this.hostId)
      .flatMap(({ uuid }) => (listed.has(uuid) ? [] : uuid));
    const names = missing.length > 0 ? await readNames(connection) : listed;
    this.#touched = undefined;
    const readings = listing.filter(({ uuid }) => !touched.has(uuid));
    const gone = missing.filter((uuid) => !names.has(uuid) && !touched.has(uuid));
    const changed = this.#take(readings, gone, this.#report.onlinePatch());
    this.#synced = true;
    if (!this.#factsRead) {
      void this.#readFacts(connection);
      void fillStartTimes({
        rows: () => this.#deps.store.machines(this.hostId),
        read: this.#deps.startTimes,
        take: (patches) => this.#see(patches),
      }).catch((error: unknown) => this.#logFailure(error, ""));
    }
    for (const uuid of names) if (!listed.has(uuid)) this.#looks.look(uuid);
    for (const uuid of touched) this.#looks.look(uuid);
    const lacking = readings.filter((reading) => needsInfo(this.#row(reading.uuid), reading));
    await fillInfo(connection, lacking, (infos) => this.#see(takeInfos(infos, this.machines)));
    for (const [uuid, details] of this.machines) {
      if (details.confirmedXml && needsAddress(this.#row(uuid))) this.#details.readAddresses(uuid);
      this.#guests.consider(uuid);
      if (details.facts && details.confirmedXml && !changed.has(uuid)) continue;
      this.#details.readXml(uuid, { flagsKnown: true });
    }
  }

  /** One change for the whole list and the link: rows are never online and old at the same time. */
  #take(
    readings: readonly MachineReading[],
    gone: readonly string[],
    host: Partial<HostRow>,
  ): Set<string> {
    const nowMs = Date.now();
    const patches = readings.map((reading) => this.#patch(reading, nowMs));
    for (const uuid of gone) this.machines.delete(uuid);
    const { hostId } = this;
    const applied = this.#apply(
      { kind: "machinesSeen", hostId, patches },
      { kind: "machinesGone", hostId, uuids: gone },
      { kind: "hostPatched", hostId, patch: host },
    );
    return new Set(applied.machines.flatMap(({ after }) => after?.uuid ?? []));
  }

  #patch(reading: MachineReading, nowMs: number) {
    const { uuid } = reading;
    const details = this.machines.get(uuid) ?? { ...blankDetails(), confirmed: this.#synced };
    const patch = patchOfReading(reading, { ...details, row: this.#row(uuid) }, nowMs);
    details.runId = reading.runId;
    details.cpuTimeNs = reading.cpuTimeNs ?? details.cpuTimeNs;
    details.confirmed = true;
    if (patch.state && !isActive(patch.state)) forgetRun(details);
    this.machines.set(uuid, details);
    return patch;
  }

  async #look(uuid: string): Promise<void> {
    const reading = await readMachine(this.control(), uuid);
    this.#report.heard();
    this.#touched?.add(uuid);
    this.#departures.seen(uuid, reading);
    const changed = this.#take(reading ? [reading] : [], reading ? [] : [uuid], {});
    const behind = this.#behind.take(uuid);
    if (!reading) return;
    if (behind?.xml || changed.has(uuid)) this.#details.readXml(uuid);
    if (behind?.addresses) this.#details.readAddressesSoon(uuid);
  }

  #onEvent(event: WatchedEvent, uuid: string): void {
    const aspects = aspectsOfEvent[event];
    if (aspects.addresses) this.#guests.renew(uuid);
    this.#touched?.add(uuid);
    if (!aspects.state) {
      if (aspects.xml) this.#details.readXml(uuid);
      if (aspects.addresses) this.#details.readAddresses(uuid);
      return;
    }
    this.#behind.ask(uuid, aspects);
    this.#looks.look(uuid);
  }

  #onDown(error: Error): void {
    this.#stopWork();
    this.#report.lost(error);
  }

  #onResyncFailed(error: unknown): void {
    if (this.pool.link.state !== "up") return;
    this.#report.lost(error);
    this.#clock.failed();
  }

  #stopWork(): void {
    this.#synced = false;
    this.#factsRead = false;
    this.#clock.stop();
    this.#looks.clear();
    this.#departures.clear();
    this.#details.clear();
    this.#guests.clear();
    this.#behind.clear();
    for (const details of this.machines.values()) {
      details.confirmed = false;
      details.confirmedXml = false;
    }
  }

  #row(uuid: string): MachineRow | undefined {
    return this.#deps.store.machine(this.hostId, uuid);
  }

  #see(patches: readonly MachinePatch[]): void {
    this.#apply({ kind: "machinesSeen", hostId: this.hostId, patches });
  }

  #apply(...changes: Change[]): Applied {
    return this.#deps.apply(changes);
  }

  #logFailure(error: unknown, uuid: string): void {
    this.#deps.log.debug({ host: this.hostId, machine: uuid, err: error }, "look failed");
  }
}

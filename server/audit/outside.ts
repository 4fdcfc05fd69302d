/**
 * Changes nobody asked us for: virsh, another tool, the guest itself, the host. The mirror tells every
 * change of a row; one is somebody else's when no operation of ours holds the machine, and none has
 * just ended. What happens within a quiet moment is told as one change, so that a flapping machine or
 * a move between hosts is one line; a storm is written in portions and beyond those as a number.
 */
import type { Logger } from "pino";
import type { DefinitionChange } from "../inventory/detail-reader";
import type { Fleet } from "../inventory/fleet-types";
import type { HostLinkState, HostRow, MachineRow } from "../inventory/types";
import type { MachineKey } from "../machines/schema";
import type { Operations } from "../operations/engine-types";
import { isTerminal } from "../operations/types";
import { type Delta, outsideChanges } from "./outside-change";
import type { Audit, AuditActor, AuditEntry, AuditObject } from "./types";

const QUIET_MS = 2_000;
/** An operation ends by a look at the host; what a migration leaves behind shows on two hosts, later. */
const OURS_AFTER_END_MS = 500;
const OURS_AFTER_MIGRATION_MS = 15_000;
/** Entries that one quiet moment may leave; the rest of it is one entry a host. */
const ENTRIES_MAX = 50;
/** Machines remembered between two moments: as many as a fleet has. */
const PENDING_MAX = 20_000;

interface OutsideDeps {
  audit: Audit;
  fleet: Pick<Fleet, "host" | "machine" | "onMachineChange" | "onDefinitionChange" | "onHostLink">;
  operations: Pick<Operations, "openOn" | "watch">;
  log: Logger;
}

const outsider: AuditActor = { id: "outside", name: "outside", sessionId: null, sourceIp: null };

export class OutsideWatch {
  readonly #deps: OutsideDeps;
  readonly #pending = new Map<string, { name: string; deltas: Map<string, Delta> }>();
  /** Until when (monotonic ms) a machine's changes count as ours. */
  readonly #oursUntilMs = new Map<string, number>();
  readonly #links = new Map<string, HostLinkState>();
  /** Hosts whose machines were known before: what a new one shows is no news. */
  readonly #known = new Set<string>();
  readonly #stop = new AbortController();
  readonly #stops: (() => void)[] = [];
  #missed = 0;
  #adopted = false;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: OutsideDeps) {
    this.#deps = deps;
  }

  /** Before the fleet starts: the first look after a restart is compared as well. */
  start(): void {
    const { fleet } = this.#deps;
    this.#stops.push(
      fleet.onMachineChange((before, after) => this.#onChange(before, after)),
      fleet.onDefinitionChange((machine, change) => this.#onDefinition(machine, change)),
      fleet.onHostLink((host) => this.#onLink(host)),
    );
    void this.#followOperations();
  }

  /** From here on it is known what an earlier process had under way: that was ours, not somebody else's. */
  operationsAdopted(): void {
    for (const uuid of this.#pending.keys())
      if (this.#deps.operations.openOn({ uuid })) this.#pending.delete(uuid);
    this.#adopted = true;
    if (this.#pending.size > 0) this.#timer ??= setTimeout(() => this.#settle(), QUIET_MS).unref();
  }

  async close(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop();
    this.#stop.abort();
    this.#settle();
    await this.#writing;
  }

  async #followOperations(): Promise<void> {
    for await (const message of this.#deps.operations.watch(this.#stop.signal)) {
      const views = message.kind === "snapshot" ? message.operations : [message.operation];
      for (const { target, state, kind } of views) {
        if (target.uuid === null || !isTerminal(state)) continue;
        const lagMs = kind === "machine.migrate" ? OURS_AFTER_MIGRATION_MS : OURS_AFTER_END_MS;
        this.#oursUntilMs.set(target.uuid, performance.now() + lagMs);
      }
    }
  }

  /** The mirror tells machines before the link: at the first look after an absence it is still away here. */
  #onLink({ id, link, seenAtMs }: HostRow): void {
    this.#links.set(id, link);
    if (seenAtMs !== null) this.#known.add(id);
  }

  #onChange(before: MachineRow | undefined, after: MachineRow | undefined): void {
    const row = after ?? before;
    if (!row) return;
    const { hostId, uuid } = row;
    if (!this.#deps.fleet.host(hostId)) {
      this.#known.delete(hostId);
      return;
    }
    if (!this.#known.has(hostId)) return;
    if (this.#isOurs(uuid)) return;
    const delta = this.#deltaOf(row, before);
    if (delta) delta.after = after;
  }

  #onDefinition({ hostId, uuid }: MachineKey, change: DefinitionChange): void {
    const known = this.#pending.get(uuid)?.deltas.get(hostId);
    const row = known?.after ?? this.#deps.fleet.machine({ hostId, uuid });
    if (!row || this.#isOurs(uuid)) return;
    const delta = this.#deltaOf(row, row);
    if (!delta) return;
    const before = delta.definition?.before ?? change.before;
    delta.definition = { before, after: change.after };
  }

  #deltaOf({ hostId, uuid, name }: MachineRow, before: MachineRow | undefined): Delta | undefined {
    let machine = this.#pending.get(uuid);
    if (!machine) {
      if (this.#pending.size >= PENDING_MAX) {
        this.#missed++;
        return undefined;
      }
      machine = { name, deltas: new Map() };
      this.#pending.set(uuid, machine);
      this.#timer ??= setTimeout(() => this.#settle(), QUIET_MS).unref();
    }
    const afterAbsence = this.#links.get(hostId) !== "online";
    const delta = machine.deltas.get(hostId) ?? {
      hostId,
      before,
      after: before,
      afterAbsence,
      definition: undefined,
    };
    machine.deltas.set(hostId, delta);
    return delta;
  }

  #isOurs(uuid: string): boolean {
    if (this.#deps.operations.openOn({ uuid })) return true;
    const untilMs = this.#oursUntilMs.get(uuid);
    if (untilMs === undefined) return false;
    if (performance.now() < untilMs) return true;
    this.#oursUntilMs.delete(uuid);
    return false;
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#adopted) return;
    const settled = [...this.#pending];
    this.#pending.clear();
    const entries = settled.flatMap(([uuid, { name, deltas }]) =>
      outsideChanges([...deltas.values()]).map((change): AuditEntry => {
        const { action, hostIds, before, after } = change;
        const objects: AuditObject[] = [
          { kind: "machine", id: uuid, name },
          ...hostIds.map((id) => this.#hostObject(id)),
        ];
        return { actor: outsider, action, objects, decision: "allowed", before, after };
      }),
    );
    const written = [...entries.slice(0, ENTRIES_MAX), ...this.#summaries(entries)];
    this.#missed = 0;
    if (written.length > 0) this.#write(written);
  }

  /** What is too much to tell one by one, by host. */
  #summaries(entries: readonly AuditEntry[]): AuditEntry[] {
    const counts = new Map<string, number>();
    for (const { objects } of entries.slice(ENTRIES_MAX)) {
      const host = objects.find(({ kind }) => kind === "host")?.id ?? "";
      counts.set(host, (counts.get(host) ?? 0) + 1);
    }
    const told = [...counts].map(([hostId, count]) => summary([this.#hostObject(hostId)], count));
    return this.#missed > 0 ? [...told, summary([], this.#missed)] : told;
  }

  #hostObject(id: string): AuditObject {
    return { kind: "host", id, name: this.#deps.fleet.host(id)?.name ?? id };
  }

  #write(entries: readonly AuditEntry[]): void {
    const { audit, log } = this.#deps;
    this.#writing = this.#writing
      .then(async () => {
        for (const entry of entries) await audit.record(entry);
      })
      .catch((err: unknown) => log.error({ err }, "outside changes are not in the audit"));
  }
}

const summary = (objects: AuditObject[], count: number): AuditEntry => ({
  actor: outsider,
  action: "outside.many",
  objects,
  decision: "allowed",
  after: { count },
});

/**
 * One registered host of the fleet: its record, its session, its statistics. A changed record (an
 * address, a pinned key, switched off) gives it a new session; what is known of its machines stays.
 */
import { type ConnectOptions, HostPool, parseUri } from "node-libvirt";
import type { Logger } from "pino";
import type { SshIdentityStore } from "../hosts/ssh-identity";
import type { MachineKey } from "../machines/schema";
import { AppError } from "../problem";
import type { SecretStore } from "../secrets/secret-store";
import { connectOptionsOf, parseSasl, saslSecretName } from "./connect-options";
import type { DefinitionChange } from "./detail-reader";
import type { HostRecord } from "./fleet-types";
import { linkOfProblem } from "./host-link";
import { HostMirror } from "./host-session";
import { createHostStatistics, type HostStatistics, type RawCounters } from "./host-statistics";
import type { MachineDetails } from "./machine-details";
import { problemOfHostError } from "./problem-of";
import type { HostFacts } from "./read-host";
import { readStartTimes } from "./start-times";
import type { Applied, Change, Store } from "./store";
import type { SampleBatch } from "./subscriber";

/** A silent host is noticed after three unanswered questions. */
const KEEPALIVE = { intervalMs: 5_000, count: 3 };
const OPEN_TIMEOUT_MS = 10_000;
const BACKOFF = { minMs: 1_000, maxMs: 30_000 };

export interface MemberDeps {
  store: Store;
  log: Logger;
  identity: SshIdentityStore;
  secrets: SecretStore;
  apply(changes: readonly Change[]): Applied;
  publishSamples(batch: SampleBatch): void;
  onFacts(hostId: string, facts: HostFacts): void;
  onDefinition(machine: MachineKey, change: DefinitionChange): void;
}

export class HostMember {
  record: HostRecord;
  facts: HostFacts | undefined;
  readonly machines = new Map<string, MachineDetails>();
  readonly counters = new Map<string, { atMs: number; counters: RawCounters }>();
  readonly statistics: HostStatistics;
  readonly #deps: MemberDeps;
  #mirror: HostMirror | undefined;
  /** Changes of a record follow one another; the last one wins. */
  #work: Promise<void> = Promise.resolve();
  #removed = false;

  constructor(record: HostRecord, deps: MemberDeps) {
    this.record = record;
    this.#deps = deps;
    this.statistics = createHostStatistics({
      hostId: record.id,
      connection: () => {
        if (!this.#mirror) throw new AppError({ code: "hostOffline" });
        return this.#mirror.control();
      },
      rows: () => deps.store.machines(record.id),
      row: (uuid) => deps.store.machine(record.id, uuid),
      disks: (uuid) => this.machines.get(uuid)?.facts?.disks.map(({ target }) => target) ?? [],
      onDiskSizes: (uuid, sizes) => {
        const details = this.machines.get(uuid);
        if (details) details.diskSizes = sizes;
      },
      onCounters: (uuid, counters) => this.counters.set(uuid, { atMs: Date.now(), counters }),
      publish: deps.publishSamples,
    });
  }

  get mirror(): HostMirror | undefined {
    return this.#mirror;
  }

  /** Closes what there is and connects anew by the present record; never rejects. */
  reopen(): Promise<void> {
    this.#work = this.#work.then(() => this.#reopen());
    return this.#work;
  }

  async close(): Promise<void> {
    this.#removed = true;
    this.statistics.close();
    await this.#work;
    await this.#mirror?.close();
    this.#mirror = undefined;
  }

  async #reopen(): Promise<void> {
    await this.#mirror?.close();
    this.#mirror = undefined;
    if (this.#removed || !this.record.enabled) return;
    try {
      const options = await this.#connectOptions();
      const pool = new HostPool({
        uri: parseUri(this.record.uri),
        connect: options,
        backoff: BACKOFF,
      });
      const mirror = new HostMirror({
        hostId: this.record.id,
        pool,
        startTimes: () => readStartTimes(pool.uri, options),
        machines: this.machines,
        store: this.#deps.store,
        apply: this.#deps.apply,
        log: this.#deps.log,
        onDefinition: (uuid, change) =>
          this.#deps.onDefinition({ hostId: this.record.id, uuid }, change),
        onFacts: (facts) => {
          this.facts = facts;
          this.#deps.onFacts(this.record.id, facts);
        },
      });
      this.#mirror = mirror;
      mirror.start();
    } catch (error) {
      this.#deps.log.error({ host: this.record.name, err: error }, "host cannot be opened");
      const problem = problemOfHostError(error);
      const patch = { link: linkOfProblem(problem), sinceMs: Date.now(), problem };
      this.#deps.apply([{ kind: "hostPatched", hostId: this.record.id, patch }]);
    }
  }

  async #connectOptions(): Promise<ConnectOptions> {
    const { identity, secrets } = this.#deps;
    const { id, uri, hostKeySha256 } = this.record;
    const sasl = parseSasl(await secrets.read(saslSecretName(id)));
    const privateKey = parseUri(uri).transport === "ssh" ? await identity.privateKey() : "";
    return {
      ...connectOptionsOf({ privateKey, hostKeySha256, sasl }),
      keepalive: KEEPALIVE,
      timeoutMs: OPEN_TIMEOUT_MS,
    };
  }
}

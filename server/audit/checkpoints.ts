import type { Logger } from "pino";
import type { Db } from "../db/client";
import type { Writer } from "../db/writer";
import type { Fleet } from "../inventory/fleet-types";
import type { HostRow } from "../inventory/types";
import { type Checkpoint, formatWitnessLine, signCheckpoint } from "./checkpoint";
import { type RunOnHost, readJournal, writeToJournal } from "./host-journal";
import type { SigningKey } from "./signing-key";
import type { Audit } from "./types";
import { verifyAudit, type Witness } from "./verify";
import type { AuditVerdict } from "./verify-types";

const EVERY_MS = 60_000;
const EVERY_EVENTS = 100;
const HOSTS_AT_ONCE = 8;

interface CheckpointDeps {
  db: Db;
  writer: Writer;
  audit: Pick<Audit, "onAppend">;
  fleet: Pick<Fleet, "hosts" | "session">;
  key: SigningKey;
  log: Logger;
}

/**
 * Signs what the audit is every minute, or sooner when much happens, and has every host keep it: whoever
 * rewrites the past has to rewrite each hypervisor's journal as well.
 */
export class Checkpoints {
  readonly #deps: CheckpointDeps;
  readonly #stops: (() => void)[] = [];
  #appended = 0;
  #taking: Promise<Checkpoint | undefined> = Promise.resolve(undefined);

  constructor(deps: CheckpointDeps) {
    this.#deps = deps;
  }

  start(): void {
    const take = () =>
      void this.take().catch((err: unknown) =>
        this.#deps.log.error({ err }, "no checkpoint of the audit"),
      );
    const timer = setInterval(take, EVERY_MS).unref();
    this.#stops.push(
      () => clearInterval(timer),
      this.#deps.audit.onAppend(() => {
        this.#appended++;
        if (this.#appended >= EVERY_EVENTS) take();
      }),
    );
  }

  async close(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop();
    await this.#taking.catch(() => undefined);
  }

  /** A checkpoint of all there is, kept by every host that can; undefined when there is nothing new. */
  take(): Promise<Checkpoint | undefined> {
    this.#appended = 0;
    const next = this.#taking
      .catch(() => undefined)
      .then(async () => {
        const checkpoint = await this.#sign();
        if (checkpoint) await this.#tellHosts(checkpoint);
        return checkpoint;
      });
    this.#taking = next;
    return next;
  }

  /** With the journals of all hosts that answer. */
  async verify(): Promise<AuditVerdict> {
    await this.#taking.catch(() => undefined);
    const { db, key } = this.#deps;
    const witnesses: Witness[] = [];
    await this.#onHosts(async (host, run) => {
      const source = host.name;
      try {
        witnesses.push({ source, lines: await readJournal(run), problem: null });
      } catch (error) {
        witnesses.push({ source, lines: [], problem: wordsOf(error) });
      }
    });
    witnesses.sort((a, b) => (a.source < b.source ? -1 : 1));
    return verifyAudit(db, key, witnesses);
  }

  #sign(): Promise<Checkpoint | undefined> {
    const { writer, key } = this.#deps;
    return writer.transaction(async (tx) => {
      const last = await tx.auditEvent.findFirst({ orderBy: { seq: "desc" } });
      const before = await tx.auditCheckpoint.findFirst({ orderBy: { seq: "desc" } });
      if (!last || (before && before.seq >= last.seq)) return undefined;
      const { seq, hash } = last;
      // seq has no gaps, so the last one is how many there ever were.
      const checkpoint = signCheckpoint(key, { seq, hash, count: seq, at: new Date() });
      await tx.auditCheckpoint.create({ data: checkpoint });
      return checkpoint;
    });
  }

  async #tellHosts(checkpoint: Checkpoint): Promise<void> {
    const { db, key, log } = this.#deps;
    const line = formatWitnessLine(key.installation, checkpoint);
    await this.#onHosts(async ({ id: hostId, name: hostName }, run) => {
      const triedAt = new Date();
      const told = await writeToJournal(run, line).then(
        () => ({ seq: checkpoint.seq, at: triedAt, problem: null }),
        (error: unknown) => ({ problem: wordsOf(error) }),
      );
      const row = { hostName, triedAt, ...told };
      await db.auditWitness
        .upsert({ where: { hostId }, create: { hostId, ...row }, update: row })
        .catch((err: unknown) => log.warn({ err, host: hostName }, "witness not noted"));
    });
  }

  /** Hosts that are here and reached through SSH, a few at a time. */
  async #onHosts(work: (host: HostRow, run: RunOnHost) => Promise<void>): Promise<void> {
    const { fleet } = this.#deps;
    const waiting = fleet.hosts().flatMap((host) => {
      const pool = host.link === "online" ? fleet.session(host.id)?.pool : undefined;
      return pool?.uri.transport === "ssh" ? [{ host, pool }] : [];
    });
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { host, pool } = next;
        await work(host, async (argv, options) => {
          const result = await pool.exec(argv, options);
          if (!result) throw new Error("the host is not connected through SSH any more");
          return result;
        });
      }
    };
    await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, worker));
  }
}

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 300);

import type { Logger } from "pino";
import type { Db } from "../../db/client";
import type { SyslogTarget } from "../schema";
import type { AuditSettingsStore } from "../settings";
import type { Audit } from "../types";
import { formatGap, formatSyslog } from "./format";
import { openSyslog, type SyslogLink } from "./link";

const BATCH = 200;
/** Events that wait for a receiver that is away; what is older is left out, and the gap is told. */
const BEHIND_MAX = 10_000;
const RETRY_MS = { first: 500, most: 30_000 };
/** An append may still be on its way into the database when it is told. */
const LOOK_AFTER_MS = 100;
const CURSOR = "audit.syslogCursor";

export interface SyslogState {
  /** The newest event that was sent. */
  sentSeq: number;
  /** Why nothing goes out now; raw text. */
  problem: string | null;
}

interface ForwarderDeps {
  db: Db;
  audit: Pick<Audit, "onAppend">;
  settings: AuditSettingsStore;
  log: Logger;
}

/** Sends every event to a syslog server, in order. The queue is the audit itself: a cursor, and no memory. */
export class SyslogForwarder {
  readonly #deps: ForwarderDeps;
  #target: SyslogTarget | null = null;
  #link: SyslogLink | undefined;
  #cursor: number | undefined;
  #problem: string | null = null;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #retryMs = RETRY_MS.first;
  #closed = false;

  constructor(deps: ForwarderDeps) {
    this.#deps = deps;
  }

  start(): void {
    const { settings, audit } = this.#deps;
    this.#aim(settings.current.syslog);
    settings.onChange(({ syslog }) => this.#aim(syslog));
    audit.onAppend(() => this.#soon(LOOK_AFTER_MS));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#link?.close();
    await this.#working;
  }

  get state(): SyslogState {
    return { sentSeq: this.#cursor ?? 0, problem: this.#problem };
  }

  #aim(target: SyslogTarget | null): void {
    if (JSON.stringify(target) === JSON.stringify(this.#target)) return;
    this.#target = target;
    this.#link?.close();
    this.#link = undefined;
    this.#problem = null;
    this.#soon(0);
  }

  #soon(waitMs: number): void {
    if (this.#closed || !this.#target || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#working = this.#work();
    }, waitMs).unref();
  }

  async #work(): Promise<void> {
    try {
      while (!this.#closed && this.#target && (await this.#sendSome(this.#target)));
      this.#problem = null;
      this.#retryMs = RETRY_MS.first;
    } catch (error) {
      this.#link?.close();
      this.#link = undefined;
      const problem = (error instanceof Error ? error.message : String(error)).slice(0, 300);
      if (this.#problem === null) this.#deps.log.warn({ problem }, "syslog is not reached");
      this.#problem = problem;
      this.#soon(this.#retryMs);
      this.#retryMs = Math.min(2 * this.#retryMs, RETRY_MS.most);
    }
  }

  /** True while there is more. */
  async #sendSome(target: SyslogTarget): Promise<boolean> {
    const { db } = this.#deps;
    const last = await db.auditEvent.findFirst({ orderBy: { seq: "desc" }, select: { seq: true } });
    const newest = last?.seq ?? 0;
    let cursor = await this.#readCursor(newest);
    if (cursor >= newest) return false;
    this.#link = this.#link?.isOpen ? this.#link : await openSyslog(target);
    if (newest - cursor > BEHIND_MAX) {
      const resumed = newest - BEHIND_MAX;
      await this.#link.send(formatGap(cursor + 1, resumed));
      cursor = resumed;
    }
    const events = await db.auditEvent.findMany({
      where: { seq: { gt: cursor } },
      orderBy: { seq: "asc" },
      take: BATCH,
    });
    for (const event of events) {
      await this.#link.send(formatSyslog(event));
      this.#cursor = event.seq;
    }
    await this.#writeCursor();
    return events.length === BATCH;
  }

  /** The first target gets what there is, a later one goes on where the one before it stopped. */
  async #readCursor(newest: number): Promise<number> {
    if (this.#cursor !== undefined) return this.#cursor;
    const row = await this.#deps.db.setting.findUnique({ where: { key: CURSOR } });
    this.#cursor = row ? Math.min(Number(row.value), newest) : 0;
    return this.#cursor;
  }

  async #writeCursor(): Promise<void> {
    const value = String(this.#cursor ?? 0);
    await this.#deps.db.setting.upsert({
      where: { key: CURSOR },
      create: { key: CURSOR, value },
      update: { value },
    });
  }
}

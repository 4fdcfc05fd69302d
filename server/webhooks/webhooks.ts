/**
 * Tells other systems what happens. Everything noticed is written into the outbox first and sent from
 * there, so neither a receiver that is away nor a restart loses it. Ends of operations that this process
 * has not seen are read from their own table at the start; each event is one row, however often it is noticed.
 */
import type { Logger } from "pino";
import type { Db } from "../db/client";
import type { Writer } from "../db/writer";
import type { Fleet } from "../inventory/fleet-types";
import type { Operations } from "../operations/engine-types";
import { toView } from "../operations/view";
import type { RightsBook } from "../rights/types";
import type { SecretStore } from "../secrets/secret-store";
import { createMachineTest } from "./machine-test";
import { HostNews, operationEnd, stateChange } from "./notice";
import { cutLog, enqueue } from "./outbox";
import { WebhookSender } from "./sender";
import type { NoticedEvent } from "./types";

/** A storm of events is one transaction. */
const GATHER_MS = 200;
const AGAIN_MS = 2_000;
/** Events in memory while the database does not take them. */
const GATHERED_MAX = 20_000;
const CATCH_UP_MS = 24 * 3_600_000;
const CUT_EVERY_MS = 3_600_000;

export interface WebhooksDeps {
  db: Db;
  writer: Writer;
  secrets: Pick<SecretStore, "read">;
  fleet: Pick<Fleet, "host" | "latestSample" | "machinesByUuid" | "onHostLink" | "onMachineChange">;
  operations: Pick<Operations, "openOn" | "watch">;
  rights: Pick<RightsBook, "projectName" | "projectOf">;
  log: Logger;
  retryFirstMs?: number;
}

export class Webhooks {
  readonly #deps: WebhooksDeps;
  readonly #sender: WebhookSender;
  readonly #hosts = new HostNews();
  readonly #stop = new AbortController();
  readonly #stops: (() => void)[] = [];
  #gathered: NoticedEvent[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: WebhooksDeps) {
    this.#deps = deps;
    this.#sender = new WebhookSender(deps);
  }

  /** After the operations have started: what an earlier process left open has its end by then, or will be told. */
  async start(): Promise<void> {
    const { fleet, db, log } = this.#deps;
    const cut = setInterval(
      () =>
        cutLog(db).catch((error: unknown) => log.warn({ err: error }, "log of webhooks not cut")),
      CUT_EVERY_MS,
    ).unref();
    this.#stops.push(
      () => clearInterval(cut),
      fleet.onMachineChange((before, after) => this.#notice(stateChange(fleet, before, after))),
      fleet.onHostLink((host) => this.#notice(this.#hosts.of(host))),
    );
    void this.#followOperations();
    await this.#catchUp();
    this.#sender.wake();
  }

  async close(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop();
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#write();
    await this.#writing;
    await this.#sender.close();
  }

  /** For what a change of a webhook makes due. */
  wake(): void {
    this.#sender.wake();
  }

  async #followOperations(): Promise<void> {
    for await (const message of this.#deps.operations.watch(this.#stop.signal)) {
      const views = message.kind === "snapshot" ? message.operations : [message.operation];
      for (const view of views) this.#notice(...operationEnd(view));
    }
  }

  async #catchUp(): Promise<void> {
    const { db } = this.#deps;
    const oldest = await db.webhook.findFirst({ orderBy: { activeSince: "asc" } });
    if (!oldest) return;
    const since = new Date(Math.max(oldest.activeSince.getTime(), Date.now() - CATCH_UP_MS));
    const rows = await db.operation.findMany({
      where: { endedAt: { gte: since } },
      orderBy: { endedAt: "asc" },
    });
    this.#notice(...rows.flatMap((row) => operationEnd(toView(row, false))));
  }

  #notice(...events: (NoticedEvent | undefined)[]): void {
    for (const event of events) if (event) this.#gathered.push(event);
    if (this.#gathered.length > 0 && !this.#stop.signal.aborted) this.#writeIn(GATHER_MS);
  }

  #writeIn(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#write();
    }, ms).unref();
  }

  #write(): void {
    this.#writing = this.#writing.then(() => this.#writeGathered());
  }

  async #writeGathered(): Promise<void> {
    const { db, writer, fleet, operations, rights, log } = this.#deps;
    const events = this.#gathered.splice(0);
    if (events.length === 0) return;
    try {
      const machineTest = createMachineTest({ fleet, operations, rights });
      const leftOut = await enqueue({ db, writer, machineTest }, events);
      if (leftOut > 0) log.warn({ leftOut }, "webhooks: too much is waiting");
      this.#sender.wake();
    } catch (error) {
      log.warn({ err: error }, "webhooks: events not written, tried again");
      this.#gathered = [...events, ...this.#gathered].slice(0, GATHERED_MAX);
      if (!this.#stop.signal.aborted) this.#writeIn(AGAIN_MS);
    }
  }
}

import { type EventMap, formatUuid } from "node-libvirt";
import type { Fleet, HostSession } from "../inventory/fleet-types";
import type { MachineRow } from "../inventory/types";
import type { OperationRun } from "../operations/engine-types";
import type { MachineKey } from "./schema";

/** What ended the wait for a guest: it did it, somebody cancelled, or time ran out. */
export type WaitEnd = "done" | "cancelled" | "timeout";

interface Wait {
  run: OperationRun;
  session: HostSession;
  fleet: Pick<Fleet, "onMachineChange">;
  machine: MachineKey;
  timeoutMs: number;
}

/** Events only make it faster: the host is read again in this interval. */
const LOOK_EVERY_MS = 5_000;

/**
 * Waits until the host says the machine is as wanted (`done`), or the guest has restarted (the host's
 * reboot event, which must be listened for before the request is sent: hence `begin` and `end`).
 */
export class GuestWait {
  readonly #wait: Wait;
  readonly #stops: (() => void)[] = [];
  readonly #result: Promise<WaitEnd>;
  #finish: (end: WaitEnd) => void = () => {};
  #fail: (error: unknown) => void = () => {};

  constructor(wait: Wait) {
    this.#wait = wait;
    this.#result = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    this.#result.catch(() => {});
  }

  forState(done: (row: MachineRow | undefined) => boolean): this {
    const { fleet, machine } = this.#wait;
    const isMine = (row: MachineRow | undefined) =>
      row?.hostId === machine.hostId && row.uuid === machine.uuid;
    this.#stops.push(
      fleet.onMachineChange((before, after) => {
        if (isMine(after) ? done(after) : isMine(before) && done(undefined)) void this.#look(done);
      }),
    );
    const timer = setInterval(() => void this.#look(done), LOOK_EVERY_MS);
    this.#stops.push(() => clearInterval(timer));
    return this;
  }

  forReboot(): this {
    const { session, machine } = this.#wait;
    const heard = ({ msg }: EventMap["domainEventCallbackReboot"]) => {
      if (formatUuid(msg.dom.uuid) === machine.uuid) this.#finish("done");
    };
    this.#stops.push(session.pool.subscribe("domainEventCallbackReboot", heard));
    return this;
  }

  async end(): Promise<WaitEnd> {
    const { run, timeoutMs } = this.#wait;
    const aborted = () => this.#fail(run.signal.reason);
    const timer = setTimeout(() => this.#finish("timeout"), timeoutMs);
    run.signal.addEventListener("abort", aborted);
    this.#stops.push(
      () => clearTimeout(timer),
      () => run.signal.removeEventListener("abort", aborted),
      run.onCancel(() => this.#finish("cancelled")),
    );
    if (run.cancelRequested) this.#finish("cancelled");
    if (run.signal.aborted) aborted();
    try {
      return await this.#result;
    } finally {
      this.stop();
    }
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** A host that does not answer now is looked at again: the wait has its own end. */
  async #look(done: (row: MachineRow | undefined) => boolean): Promise<void> {
    try {
      const { session, machine } = this.#wait;
      if (done(await session.refreshMachine(machine.uuid))) this.#finish("done");
    } catch {
      // The deadline of the wait, not this look, decides.
    }
  }
}

import type { Logger } from "pino";
import type { Fleet } from "../inventory/fleet-types";
import type { OperationOutcome } from "./engine-types";
import type { LiveOperation } from "./live-operation";

type Signals = Pick<Fleet, "onHostLink" | "onMachineChange">;

const LOOK_EVERY_MS = 5_000;
/** What waits for a host or a person is looked at less and less often; events come at once all the same. */
const HELD_LOOK_EVERY_MS_MAX = 60_000;

interface Turn {
  busy: boolean;
  again: boolean;
  held: number;
  notBefore: number;
}

/**
 * Reads the outcome of operations nobody is running: after a restart, a lost connection, a passed deadline.
 * Level-triggered: a timer decides everything in the end, events of the fleet only make it faster.
 */
export class Looker {
  readonly #fleet: Signals;
  readonly #log: Logger;
  readonly #decided: (live: LiveOperation, outcome: OperationOutcome) => Promise<void>;
  readonly #looking = new Map<LiveOperation, Turn>();
  readonly #stops: (() => void)[] = [];

  constructor(
    fleet: Signals,
    log: Logger,
    decided: (live: LiveOperation, outcome: OperationOutcome) => Promise<void>,
  ) {
    this.#fleet = fleet;
    this.#log = log;
    this.#decided = decided;
  }

  start(): void {
    const timer = setInterval(() => this.#lookAtDue(), LOOK_EVERY_MS);
    this.#stops.push(
      () => clearInterval(timer),
      this.#fleet.onHostLink((host) => this.#lookAtAll((live) => touchesHost(live, host.id))),
      this.#fleet.onMachineChange((before, after) => {
        const uuid = (after ?? before)?.uuid;
        this.#lookAtAll((live) => live.view.target.uuid === uuid);
      }),
    );
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#looking.clear();
  }

  add(live: LiveOperation): void {
    this.#looking.set(live, { busy: false, again: false, held: 0, notBefore: 0 });
    void this.look(live);
  }

  async look(live: LiveOperation): Promise<void> {
    const turn = this.#looking.get(live);
    if (!turn) return;
    turn.again = true;
    if (turn.busy) return;
    turn.busy = true;
    while (turn.again && this.#looking.get(live) === turn) {
      turn.again = false;
      await this.#lookOnce(live);
    }
    turn.busy = false;
  }

  async #lookOnce(live: LiveOperation): Promise<void> {
    if (live.ended) {
      this.#looking.delete(live);
      return;
    }
    try {
      const outcome = await read(live);
      if (!outcome || outcome.state === "indeterminate") return this.#undecided(live, outcome);
      this.#looking.delete(live);
      await this.#decided(live, outcome);
    } catch (error) {
      this.#log.warn({ operation: live.id, err: error }, "outcome not readable yet");
    }
  }

  #undecided(live: LiveOperation, outcome: OperationOutcome | undefined): void {
    if (outcome?.problem) live.show({ problem: outcome.problem });
    // Both hosts answer again: what is waited for now is the work itself.
    else if (!outcome && live.view.problem?.code === "hostOffline") live.show({ problem: null });
    const turn = this.#looking.get(live);
    if (!turn) return;
    turn.held = outcome ? turn.held + 1 : 0;
    const pause = Math.min(LOOK_EVERY_MS * 2 ** (turn.held - 1), HELD_LOOK_EVERY_MS_MAX);
    turn.notBefore = outcome ? performance.now() + pause : 0;
  }

  #lookAtDue(): void {
    const now = performance.now();
    for (const [live, turn] of this.#looking) if (turn.notBefore <= now) void this.look(live);
  }

  #lookAtAll(concerned: (live: LiveOperation) => boolean): void {
    for (const live of this.#looking.keys()) if (concerned(live)) void this.look(live);
  }
}

function read(live: LiveOperation): Promise<OperationOutcome | undefined> {
  const { definition, view, params } = live;
  if (definition) return definition.reconcile(live.handle(), params, view.phase);
  return Promise.resolve({
    state: "failed",
    problem: { code: "outcomeUnknown" },
    evidence: { brokeOffIn: view.phase, looked: "this kind of work leaves nothing to look at" },
  });
}

const touchesHost = ({ view }: LiveOperation, hostId: string): boolean =>
  view.target.hostId === hostId || view.destination?.hostId === hostId;

/**
 * Asks what only a guest can answer, in the background.
 *
 * A guest is nobody's friend: its agent may take the question and never answer, and libvirtd gives
 * one of its workers to that call for as long as the guest likes, whether anybody still waits for
 * it or not. So a host's guests are asked one after the other, over a connection that nobody else
 * waits for, each with a deadline. One that missed it is left alone, longer each time; while
 * STUCK_MAX of them are, no guest of that host is asked at all.
 */
import { TimeoutError } from "node-libvirt";

/** How soon a guest is asked again: one that told all that can be wanted, and one that did not. */
const AGAIN_MS = 5 * 60_000;
const SOONER_MS = 30_000;
const STUCK_MS = 60 * 60_000;
const STUCK_MS_MAX = 24 * 60 * 60_000;
const STUCK_MAX = 2;
/** Guests asked per connection: others may be waiting for its place. */
const TURN = 25;

interface GuestSource<Connection> {
  /** Runs over a connection of its own. */
  withConnection(run: (connection: Connection) => Promise<void>): Promise<void>;
  /** Throws TimeoutError when the guest let the deadline pass. False: not all is known yet. */
  read(connection: Connection, uuid: string): Promise<boolean>;
  /** There is something to ask this machine's guest for. */
  wanted(uuid: string): boolean;
  onError(error: unknown, uuid: string): void;
}

export interface GuestReader {
  /** Asks when it is time to. */
  consider(uuid: string): void;
  /** Something changed in the guest: what it said before is old. */
  renew(uuid: string): void;
  /** Forgets what waits; what runs, runs out. */
  clear(): void;
}

interface Stuck {
  untilMs: number;
  lengthMs: number;
}

export function createGuestReader<Connection>(source: GuestSource<Connection>): GuestReader {
  const queue = new Set<string>();
  const dueMs = new Map<string, number>();
  const stuck = new Map<string, Stuck>();
  let running = false;

  function mayAsk(uuid: string): boolean {
    const nowMs = performance.now();
    const left = [...stuck.values()].filter(({ untilMs }) => untilMs > nowMs);
    if (left.length >= STUCK_MAX || (stuck.get(uuid)?.untilMs ?? 0) > nowMs) return false;
    return (dueMs.get(uuid) ?? 0) <= nowMs && source.wanted(uuid);
  }

  /** False when the call is still out: it holds the connection's only place. */
  async function ask(connection: Connection, uuid: string): Promise<boolean> {
    dueMs.set(uuid, performance.now() + SOONER_MS);
    try {
      const complete = await source.read(connection, uuid);
      stuck.delete(uuid);
      if (complete) dueMs.set(uuid, performance.now() + AGAIN_MS);
      return true;
    } catch (error) {
      source.onError(error, uuid);
      if (!(error instanceof TimeoutError)) return true;
      const lengthMs = Math.min((stuck.get(uuid)?.lengthMs ?? STUCK_MS / 2) * 2, STUCK_MS_MAX);
      stuck.set(uuid, { untilMs: performance.now() + lengthMs, lengthMs });
      return false;
    }
  }

  async function turn(connection: Connection): Promise<void> {
    for (let asked = 0; asked < TURN; asked++) {
      const [uuid] = queue;
      if (uuid === undefined) return;
      queue.delete(uuid);
      if (mayAsk(uuid) && !(await ask(connection, uuid))) return;
    }
  }

  async function pump(): Promise<void> {
    if (running) return;
    running = true;
    while (queue.size > 0) {
      await source.withConnection(turn).catch((error: unknown) => {
        source.onError(error, "");
        // there is no connection: those who wait are considered again at the next look
        queue.clear();
      });
    }
    running = false;
  }

  return {
    consider(uuid) {
      if (!mayAsk(uuid)) return;
      queue.add(uuid);
      void pump();
    },
    renew: (uuid) => void dueMs.delete(uuid),
    clear: () => queue.clear(),
  };
}

import type { KeepaliveOptions } from "./options";

/**
 * Decides when to ping and when the peer counts as dead; knows neither clock nor socket.
 *
 * Whatever arrives proves life, not just a pong. One pass over the clock never counts more than one
 * missed ping, so a process that was asleep does not declare every peer dead on waking.
 */
export class Keepalive {
  private readonly options: KeepaliveOptions;
  private lastHeardMs: number;
  private unanswered = 0;

  constructor(options: KeepaliveOptions, nowMs: number) {
    this.options = options;
    this.lastHeardMs = nowMs;
  }

  heard(nowMs: number): void {
    this.lastHeardMs = nowMs;
    this.unanswered = 0;
  }

  /** What to do now, and when to ask again. */
  check(nowMs: number): { action: "wait" | "ping" | "dead"; againInMs: number } {
    const { intervalMs, count } = this.options;
    const silentMs = nowMs - this.lastHeardMs;
    if (silentMs < intervalMs) return { action: "wait", againInMs: intervalMs - silentMs };
    if (this.unanswered >= count) return { action: "dead", againInMs: intervalMs };
    this.unanswered++;
    return { action: "ping", againInMs: intervalMs };
  }
}

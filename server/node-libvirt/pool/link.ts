/**
 * The state of one host's link, without timers or sockets.
 *
 *   start ──▶ connecting ──▶ up ──▶ down ──▶ connecting ──▶ ...
 *                  └──────────────▶ down
 *
 * Waiting times double from `minMs` to `maxMs`, each shortened at random by up to a half, so that
 * a fleet that lost its network does not come back in step. A link that came up and fell at once
 * goes on doubling. What only a person can mend (a wrong password, a changed host key) is retried
 * rarely: hammering a host with a refused password gets the account locked.
 */
import { AuthError, TransportError, type TransportReason, UriError } from "../errors/errors";

export interface Backoff {
  minMs: number;
  maxMs: number;
}

export interface Link {
  state: "connecting" | "up" | "down";
  /** When the host became reachable, or stopped being so, by Date.now(); retries do not move it. */
  sinceMs: number;
  /** Why it is down, kept while the next attempt is under way. */
  error?: Error;
  /** Attempts in a row that did not lead to a lasting connection. */
  attempt: number;
  /** When the next attempt begins, by Date.now(). */
  nextTryMs?: number;
}

export const defaultBackoff: Backoff = { minMs: 1000, maxMs: 60_000 };

const RARELY_MS = 300_000;
const LASTING_MS = 10_000;

const personNeeded: ReadonlySet<TransportReason> = new Set<TransportReason>([
  "hostKeyUnknown",
  "hostKeyChanged",
  "keyRejected",
  "keyUnreadable",
  "passwordRejected",
  "noCredentials",
  "certificateRefused",
  "certificateInvalid",
  "certificateUnreadable",
]);

export function initialLink(nowMs: number): Link {
  return { state: "down", sinceMs: nowMs, attempt: 0 };
}

export function connecting(link: Link): Link {
  const { sinceMs, attempt, error } = link;
  return { state: "connecting", sinceMs, attempt, ...(error === undefined ? {} : { error }) };
}

export function cameUp(link: Link, nowMs: number): Link {
  return { state: "up", sinceMs: nowMs, attempt: link.attempt };
}

/** The link fell, or did not come up; says when to try again. */
export function wentDown(
  link: Link,
  event: { error: Error; nowMs: number; backoff: Backoff; random: number },
): Link {
  const { error, nowMs } = event;
  const wasUp = link.state === "up";
  const lasted = wasUp && nowMs - link.sinceMs >= LASTING_MS;
  const attempt = lasted ? 1 : link.attempt + 1;
  return {
    state: "down",
    sinceMs: wasUp ? nowMs : link.sinceMs,
    error,
    attempt,
    nextTryMs: nowMs + retryDelayMs(error, { attempt, ...event }),
  };
}

/** The pause before attempt number `attempt + 1`, in milliseconds. */
export function retryDelayMs(
  error: Error,
  when: { attempt: number; backoff: Backoff; random: number },
): number {
  const { minMs, maxMs } = when.backoff;
  const doubled = Math.min(maxMs, minMs * 2 ** Math.min(when.attempt - 1, 30));
  const wholeMs = needsPerson(error) ? Math.max(maxMs, RARELY_MS) : doubled;
  return Math.round(wholeMs * (1 - when.random / 2));
}

/** Whether trying again cannot help until somebody has changed something. */
export function needsPerson(error: Error): boolean {
  if (error instanceof TransportError) return personNeeded.has(error.reason);
  return error instanceof AuthError || error instanceof UriError;
}

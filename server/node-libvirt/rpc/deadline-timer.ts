/** setTimeout takes anything longer for "at once". */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * One timer for many deadlines: armed for the earliest, it asks its owner to settle what is due and
 * to name the next. A timer per call would cost more than the call's own encoding.
 */
export class DeadlineTimer {
  private readonly onDue: (nowMs: number) => number;
  private timer: NodeJS.Timeout | undefined;
  private armedForMs = Number.POSITIVE_INFINITY;

  /** `onDue` returns the earliest deadline left, Infinity for none. */
  constructor(onDue: (nowMs: number) => number) {
    this.onDue = onDue;
  }

  /** Sees to it that `deadlineMs` (by performance.now) is not slept through. */
  watch(deadlineMs: number, nowMs: number): void {
    if (deadlineMs >= this.armedForMs) return;
    clearTimeout(this.timer);
    this.armedForMs = deadlineMs;
    const waitMs = Math.min(Math.max(0, Math.ceil(deadlineMs - nowMs)), LONGEST_TIMER_MS);
    // The connection's own socket keeps the process alive while anybody waits.
    this.timer = setTimeout(() => this.fire(), waitMs).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.armedForMs = Number.POSITIVE_INFINITY;
  }

  private fire(): void {
    const nowMs = performance.now();
    this.armedForMs = Number.POSITIVE_INFINITY;
    const next = this.onDue(nowMs);
    if (next < Number.POSITIVE_INFINITY) this.watch(next, nowMs);
  }
}

/**
 * One deadline and one progress report over all steps of opening a connection.
 *
 * Whatever a step waits for - a name server, a handshake, a socket that accepts and then says
 * nothing - ends when the deadline passes or the caller aborts, and the error names the step.
 * Steps hand `signal` to what they start, so that nothing is left open behind a failed opening.
 */
import { AbortedError, TransportError } from "../errors/errors";
import type { OpenStep, OpenStepName } from "../open-step";

export interface OpeningOptions {
  /** For the whole opening, in milliseconds. Default 10,000. */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  onStep?: ((step: OpenStep) => void) | undefined;
}

export const OPENING_TIMEOUT_MS = 10_000;

export type NoteFacts = (facts: Record<string, string>) => void;

export class Opening {
  readonly signal: AbortSignal;
  readonly #timeoutMs: number;
  readonly #endsAtMs: number;
  readonly #callerSignal: AbortSignal | undefined;
  readonly #onStep: ((step: OpenStep) => void) | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(options: OpeningOptions) {
    this.#timeoutMs = options.timeoutMs ?? OPENING_TIMEOUT_MS;
    this.#endsAtMs = performance.now() + this.#timeoutMs;
    this.#callerSignal = options.signal;
    this.#onStep = options.onStep;
    const deadline = new AbortController();
    this.#timer = setTimeout(() => deadline.abort(), this.#timeoutMs);
    const signals = options.signal === undefined ? [] : [options.signal];
    this.signal = AbortSignal.any([deadline.signal, ...signals]);
  }

  /** Milliseconds until the deadline, at least 1. */
  get remainingMs(): number {
    return Math.max(1, Math.ceil(this.#endsAtMs - performance.now()));
  }

  /** Runs one reported step; what it throws after the deadline is reported as that step's timeout. */
  async step<T>(name: OpenStepName, work: (note: NoteFacts) => Promise<T>): Promise<T> {
    const facts: Record<string, string> = {};
    this.#onStep?.({ name, status: "start" });
    try {
      const result = await this.#bounded(
        name,
        work((more) => Object.assign(facts, more)),
      );
      this.#onStep?.({ name, status: "pass", facts });
      return result;
    } catch (error) {
      const reported = this.#explain(name, error);
      this.#onStep?.({ name, status: "fail", facts, error: reported, detail: reported.message });
      throw reported;
    }
  }

  /** Stops the clock. Every opening calls this once, whatever became of it. */
  finish(): void {
    clearTimeout(this.#timer);
  }

  async #bounded<T>(name: OpenStepName, work: Promise<T>): Promise<T> {
    let onAbort = () => {};
    const aborted = new Promise<never>((_resolve, reject) => {
      onAbort = () => reject(this.#ended(name));
      if (this.signal.aborted) onAbort();
      this.signal.addEventListener("abort", onAbort, { once: true });
    });
    try {
      return await Promise.race([work, aborted]);
    } finally {
      this.signal.removeEventListener("abort", onAbort);
    }
  }

  #explain(name: OpenStepName, error: unknown): Error {
    if (this.signal.aborted) return this.#ended(name, error);
    return error instanceof Error ? error : new Error(String(error));
  }

  #ended(step: OpenStepName, cause?: unknown): Error {
    if (this.#callerSignal?.aborted === true) {
      return new AbortedError("opening was cancelled", { cause: this.#callerSignal.reason });
    }
    return new TransportError(
      { step, reason: "timeout", facts: { timeoutMs: String(this.#timeoutMs) } },
      `no answer within ${this.#timeoutMs} ms`,
      { cause },
    );
  }
}

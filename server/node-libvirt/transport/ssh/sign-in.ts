/**
 * Which of our credentials to offer next, and what to say when none was taken.
 *
 * The first question is "none", as OpenSSH asks it: the answer lists the methods the server allows,
 * so that a password is never sent to a server that would not look at it. Pure but for the counters.
 */
import { TransportError } from "../../errors/errors";
import type { Attempt } from "./credentials";

export class SignInPlan {
  readonly #waiting: Attempt[];
  readonly #tried: Attempt[] = [];
  #allowed: readonly string[] = [];
  #agentProblem: Error | undefined;

  constructor(attempts: readonly Attempt[]) {
    this.#waiting = [...attempts];
  }

  /** The next attempt, or undefined when everything the server allows has been refused. */
  next(allowed: readonly string[]): Attempt | undefined {
    this.#allowed = allowed;
    for (;;) {
      const attempt = this.#waiting.shift();
      if (attempt === undefined) return undefined;
      if (!allowed.includes(attempt.wireName)) continue;
      this.#tried.push(attempt);
      return attempt;
    }
  }

  /** The agent could not be reached or would not sign; the next attempt may still succeed. */
  agentFailed(error: Error): void {
    this.#agentProblem = error;
  }

  /** Why nobody could sign in, in terms of what was tried last. */
  failure(user: string): TransportError {
    const methods = this.#tried.map(({ method }) => method);
    const facts = {
      user,
      tried: methods.join(", "),
      allowed: this.#allowed.join(", "),
    };
    const where = { step: "signIn", facts } as const;
    if (this.#agentProblem !== undefined && methods.every((method) => method === "agent")) {
      const message = "the SSH agent cannot be reached or refused to sign";
      return new TransportError({ ...where, reason: "agentUnavailable" }, message, {
        cause: this.#agentProblem,
      });
    }
    if (methods.length === 0) {
      const message = `nothing to sign in with as ${user}: the server takes ${facts.allowed || "no method at all"}`;
      return new TransportError({ ...where, reason: "noCredentials" }, message);
    }
    if (methods.includes("password") || methods.includes("keyboard-interactive")) {
      const message = `the server refused the password of ${user}`;
      return new TransportError({ ...where, reason: "passwordRejected" }, message);
    }
    const message = `the server does not accept the key for ${user}: add the public key to its authorized_keys`;
    return new TransportError({ ...where, reason: "keyRejected" }, message);
  }
}

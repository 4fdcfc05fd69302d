/**
 * ssh2's handshake, which reports through events and callbacks, as two promises: the server has
 * proven its identity; the server has accepted ours.
 *
 * ssh2 goes on by itself from the first to the second. Refusals it reports as "error" are not all
 * the end: when an agent fails to sign, the next method is tried.
 */
import type { Socket } from "node:net";
import ssh2, { type Client } from "ssh2";
import { strongAlgorithms } from "./algorithms";
import type { HostKey, HostKeyJudge } from "./host-key";
import type { SignInPlan } from "./sign-in";
import { sessionError } from "./ssh-errors";

interface Handshake {
  client: Client;
  verified: Promise<HostKey>;
  /** Resolves to the method that signed us in. */
  accepted: Promise<string>;
}

export interface SignedIn {
  client: Client;
  hostKey: HostKey;
}

interface HandshakeInput {
  socket: Socket;
  user: string;
  judge: HostKeyJudge;
  plan: SignInPlan;
  keepaliveIntervalMs: number;
}

const KEEPALIVE_COUNT = 3;

export function beginHandshake(input: HandshakeInput): Handshake {
  const client = new ssh2.Client();
  const verified = deferred<HostKey>();
  const accepted = deferred<string>();
  let hostKey: HostKey | undefined;
  let method = "none";

  const fail = (error: Error) => {
    verified.reject(error);
    accepted.reject(error);
  };
  const judge = (blob: Buffer, answer: (valid: boolean) => void) => {
    input.judge.judge(blob).then(
      (key) => {
        hostKey = key;
        answer(true);
      },
      (error: unknown) => {
        fail(error instanceof Error ? error : new Error(String(error)));
        answer(false);
      },
    );
  };
  const nextMethod = (allowed: readonly string[]) => {
    const attempt = input.plan.next(allowed);
    if (attempt === undefined) fail(input.plan.failure(input.user));
    else method = attempt.method;
    return attempt;
  };

  client.on("handshake", () => {
    if (hostKey !== undefined) verified.resolve(hostKey);
  });
  client.on("ready", () => accepted.resolve(method));
  client.on("close", () => fail(sessionError(undefined)));
  client.on("error", (error) => {
    if (isAboutOneMethod(error)) input.plan.agentFailed(error);
    else fail(sessionError(error));
  });
  // ssh2 listens for the end of a socket only from here on.
  if (input.socket.destroyed) fail(sessionError(undefined));
  client.connect({
    sock: input.socket,
    username: input.user,
    hostVerifier: judge,
    algorithms: strongAlgorithms(input.judge.knownTypes),
    strictVendor: false,
    // The opening's own deadline governs; 0 turns ssh2's off.
    readyTimeout: 0,
    keepaliveInterval: input.keepaliveIntervalMs,
    keepaliveCountMax: KEEPALIVE_COUNT,
    authHandler: (allowed, _partial, next) => {
      // Nothing is known before the first question, which ssh2 passes as null.
      if (!Array.isArray(allowed)) return next({ type: "none", username: input.user });
      const attempt = nextMethod(allowed);
      if (attempt === undefined) client.end();
      else next(attempt.offer);
    },
  });
  return { client, verified: verified.promise, accepted: accepted.promise };
}

function isAboutOneMethod(error: Error & { level?: string }): boolean {
  return error.level === "agent" || error.level === "client-authentication";
}

interface Deferred<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: Error) => void;
}

/** A promise settled from outside; one nobody waits for yet is no unhandled rejection. */
function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}

import type { OpenStepName } from "../open-step";

/** Every error this package throws on purpose; `code` is stable and meant for programs. */
export abstract class NodeLibvirtError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The connection is gone: closed here, by the daemon, by the network or by a protocol violation. */
export class ConnectionClosedError extends NodeLibvirtError {
  readonly code = "CONNECTION_CLOSED";
}

/** A deadline passed. The daemon may still be carrying the call out: the protocol cannot cancel. */
export class TimeoutError extends NodeLibvirtError {
  readonly code = "TIMEOUT";
  readonly timeoutMs: number;

  constructor(what: string, timeoutMs: number) {
    super(`${what}: no answer within ${timeoutMs} ms`);
    this.timeoutMs = timeoutMs;
  }
}

/** The caller's AbortSignal fired; `cause` is the signal's reason. */
export class AbortedError extends NodeLibvirtError {
  readonly code = "ABORTED";
}

/** The peer broke the protocol (or a limit of it), or an argument cannot be put on the wire. */
export class ProtocolError extends NodeLibvirtError {
  readonly code = "PROTOCOL";
}

export type AuthReason =
  | "noneAcceptable"
  | "saslMechanism"
  | "saslRejected"
  | "saslServerSignature"
  | "saslNeedsTls"
  | "polkitDenied"
  | "credentialsMissing";

/** The daemon's sign-in cannot be satisfied or was refused. */
export class AuthError extends NodeLibvirtError {
  readonly code = "AUTH";
  readonly reason: AuthReason;

  constructor(reason: AuthReason, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.reason = reason;
  }
}

/** A connection URI that cannot be understood; `param` names the offending part or parameter. */
export class UriError extends NodeLibvirtError {
  readonly code = "URI";
  readonly param: string | undefined;

  constructor(message: string, param?: string) {
    super(message);
    this.param = param;
  }
}

export type TransportReason =
  | "dns"
  | "refused"
  | "unreachable"
  | "timeout"
  | "reset"
  | "hostKeyUnknown"
  | "hostKeyChanged"
  | "keyRejected"
  | "keyUnreadable"
  | "agentUnavailable"
  | "passwordRejected"
  | "noCredentials"
  | "notSsh"
  | "sshProtocol"
  | "noSocket"
  | "socketDenied"
  | "forwardingDenied"
  | "noHelper"
  | "certificateRefused"
  | "certificateInvalid"
  | "certificateUnreadable"
  | "notLibvirt";

/** The daemon could not be reached; `step` and `reason` say where and why, `facts` add detail. */
export class TransportError extends NodeLibvirtError {
  readonly code = "TRANSPORT";
  readonly step: OpenStepName;
  readonly reason: TransportReason;
  readonly facts: Readonly<Record<string, string>>;

  constructor(
    where: { step: OpenStepName; reason: TransportReason; facts?: Record<string, string> },
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.step = where.step;
    this.reason = where.reason;
    this.facts = where.facts ?? {};
  }
}

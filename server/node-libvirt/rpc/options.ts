import type { Authenticator } from "../auth-types";

/** What every call accepts. */
export interface CallOptions {
  /** Rejects the promise with AbortedError; the daemon still finishes what it has begun. */
  signal?: AbortSignal;
  /** Milliseconds from the call to its answer, time in the queue included. Default 30,000. */
  timeoutMs?: number;
}

export interface KeepaliveOptions {
  /** Silence before a ping, in milliseconds. */
  intervalMs: number;
  /** Unanswered pings before the connection counts as dead. */
  count: number;
}

export interface ConnectOverOptions {
  /** libvirt's own connection name as the daemon should see it (`qemu:///system`); null = its default. */
  name: string | null;
  readOnly?: boolean;
  /** Called when the daemon offers any scheme but "none". Without it such a daemon is refused. */
  authenticate?: Authenticator;
  /** Needed over TLS: the daemon does not look into its TLS buffer for a second message. */
  oneMessagePerWrite?: boolean;
  /** Calls outstanding at once; the daemon stops reading (pings too) at its own limit of 5. Default 4. */
  maxInFlight?: number;
  /** Default 5,000 ms and 5. false = the daemon is not asked to ping either. */
  keepalive?: KeepaliveOptions | false;
  /** Deadline of the handshake, in milliseconds. Default 10,000. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

import type { ConnectOptions } from "../connect";
import { NodeLibvirtError } from "../errors/errors";
import type { LibvirtError } from "../errors/libvirt-error";
import type { Connection } from "../rpc/connection";
import type { EventName } from "../rpc/event-router";
import type { LibvirtUri } from "../uri/libvirt-uri";
import type { Backoff, Link } from "./link";

export interface HostPoolOptions {
  uri: LibvirtUri;
  /** How to open each connection. `onStep` is told of the control connection's steps only. */
  connect: ConnectOptions;
  /** Long calls at once; further ones wait. Default: what the cap leaves. */
  maxLong?: number;
  /** Calls that may be outstanding on the host at once. Default 8. */
  capPerHost?: number;
  /** Streams at once; further ones are refused. Default 32. */
  maxStreams?: number;
  backoff?: Backoff;
}

export interface HostPoolEvents {
  /** Connected, and every subscription renewed. */
  up: [control: Connection];
  /** Lost, or an attempt failed. */
  down: [error: Error];
  /** Any change of `link`. */
  link: [link: Link];
  /** The daemon does not know an event that was subscribed to. */
  unsupported: [event: EventName, error: LibvirtError];
}

/** The host has as many open streams as it is allowed. */
export class HostBusyError extends NodeLibvirtError {
  readonly code = "HOST_BUSY";
}

const CAP_PER_HOST = 8;
/** The daemon stops reading a client, keepalive answers included, at five outstanding calls. */
export const CONTROL_IN_FLIGHT = 4;

/** How many long calls the host has room for beside the control connection's. */
export function longCallLimit(options: HostPoolOptions): number {
  const { maxLong, capPerHost = CAP_PER_HOST, connect } = options;
  const left = Math.max(1, capPerHost - (connect.maxInFlight ?? CONTROL_IN_FLIGHT));
  return Math.min(maxLong ?? left, left);
}

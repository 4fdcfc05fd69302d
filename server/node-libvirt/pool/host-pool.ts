/**
 * Everything that goes to one host, over as few connections as do not get in each other's way.
 *
 *   control     one connection for short calls and events, at most 4 calls in flight
 *   long calls  a connection each (migrate, save, block jobs): a call that blocks its slot for
 *               minutes must not block pings, or the daemon drops the connection
 *   streams     a connection each: one stuck console would hold up every call beside it
 *   dial        sockets of the host that are not libvirt's, such as a guest's display
 *
 * The daemon serves all clients with 20 workers. `capPerHost` bounds how many of them our calls can
 * hold at once: those of the control connection plus one per long call.
 *
 * Over SSH all of it shares one sign-in. When the control connection ends, the pool is "down" and
 * reconnects; subscriptions are renewed before it says "up" again. Events are not replayed by the
 * daemon: on every "up" read the state anew.
 */
import { EventEmitter } from "node:events";
import type { Duplex } from "node:stream";
import { connect } from "../connect";
import { ConnectionClosedError, TransportError } from "../errors/errors";
import type { EventMap } from "../protocol/events.gen";
import type { RemoteStreamCalls } from "../protocol/remote-calls.gen";
import type { Connection } from "../rpc/connection";
import type { EventFilter } from "../rpc/event-families";
import type { EventName } from "../rpc/event-router";
import type { LibvirtStream } from "../rpc/stream";
import { openSshSession } from "../transport/open";
import { OPENING_TIMEOUT_MS, Opening } from "../transport/opening";
import type { Argv } from "../transport/ssh/channels";
import type { ExecOptions, ExecResult } from "../transport/ssh/exec";
import type { SshSession } from "../transport/ssh/session";
import type { LibvirtUri } from "../uri/libvirt-uri";
import { type DialOptions, type DialTarget, dialOnHost } from "./host-dialer";
import { cameUp, connecting, defaultBackoff, initialLink, type Link, wentDown } from "./link";
import {
  CONTROL_IN_FLIGHT,
  HostBusyError,
  type HostPoolEvents,
  type HostPoolOptions,
  longCallLimit,
} from "./options";
import { Slots } from "./slots";
import { Subscriptions } from "./subscriptions";

const STREAMS_MAX = 32;

export class HostPool extends EventEmitter<HostPoolEvents> {
  readonly uri: LibvirtUri;
  readonly #options: HostPoolOptions;
  readonly #subscriptions: Subscriptions;
  readonly #long: Slots;
  readonly #extra = new Set<Connection>();
  readonly #stop = new AbortController();
  #streams = 0;
  #link: Link = initialLink(Date.now());
  #control: Connection | undefined;
  #session: SshSession | undefined;
  #running: Promise<void> | undefined;
  #wake: () => void = () => {};

  constructor(options: HostPoolOptions) {
    super();
    this.uri = options.uri;
    this.#options = options;
    this.#subscriptions = new Subscriptions((event, error) =>
      this.#tell(() => this.emit("unsupported", event, error)),
    );
    this.#long = new Slots(longCallLimit(options));
  }

  /** The state of the link; a new object after every change. */
  get link(): Link {
    return this.#link;
  }

  /** The connection for short calls. Throws ConnectionClosedError while the host is not up. */
  get control(): Connection {
    if (this.#control === undefined || this.#link.state !== "up") throw this.#notUp();
    return this.#control;
  }

  /** Begins to connect, and goes on until close(). */
  start(): void {
    this.#running ??= this.#keepConnected();
  }

  /** Ends all connections and calls. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    this.#long.close();
    const open = [...this.#extra, ...(this.#control === undefined ? [] : [this.#control])];
    await Promise.all(open.map((connection) => connection.close()));
    await this.#running;
    this.#session?.close();
    this.removeAllListeners();
  }

  /** Ends the pause before the next attempt, if there is one. */
  retryNow(): void {
    this.#wake();
  }

  /**
   * Calls `handler` for every such event of the host, over all reconnects, until the function
   * returned is called. Handlers may be called before "up": subscribe first, then read.
   */
  subscribe<N extends EventName>(
    event: N,
    handler: (event: EventMap[N]) => void,
    filter: EventFilter = {},
  ): () => void {
    return this.#subscriptions.add(event, handler, filter);
  }

  /** Runs a long call on a connection of its own, closed afterwards; waits for a free place. */
  async withLong<T>(
    run: (connection: Connection) => Promise<T>,
    options: { signal?: AbortSignal } = {},
  ): Promise<T> {
    const giveBack = await this.#long.take(options.signal);
    try {
      const connection = await this.#openExtra({ ...options, maxInFlight: 1 });
      try {
        return await run(connection);
      } finally {
        await connection.close();
      }
    } finally {
      giveBack();
    }
  }

  /** Opens a stream on a connection of its own, which ends with it. */
  async openStream<R>(
    open: (calls: RemoteStreamCalls) => Promise<LibvirtStream<R>>,
    options: { signal?: AbortSignal } = {},
  ): Promise<LibvirtStream<R>> {
    const most = this.#options.maxStreams ?? STREAMS_MAX;
    if (this.#streams >= most) throw new HostBusyError(`the host has ${most} streams open already`);
    this.#streams++;
    const giveBack = () => {
      this.#streams--;
    };
    let connection: Connection | undefined;
    try {
      connection = await this.#openExtra(options);
      const stream = await open(connection.openStream);
      connection.closed.then(giveBack);
      stream.closed.then(() => connection?.close());
      return stream;
    } catch (error) {
      await connection?.close();
      giveBack();
      throw error;
    }
  }

  /** Reaches a socket by the name it has on the host, such as a guest's VNC display. */
  async dial(target: DialTarget, options: DialOptions = {}): Promise<Duplex> {
    if (this.#link.state !== "up") throw this.#notUp();
    return await dialOnHost({ uri: this.uri, session: this.#session }, target, options);
  }

  /** Runs a command on the host; undefined where its connection is not one through SSH. */
  async exec(argv: Argv, options: ExecOptions = {}): Promise<ExecResult | undefined> {
    if (this.#link.state !== "up") throw this.#notUp();
    return await this.#session?.exec(argv, options);
  }

  async #keepConnected(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const ending = await this.#connectOnce();
      this.#subscriptions.detach();
      this.#control = undefined;
      if (this.#stop.signal.aborted) break;
      const backoff = this.#options.backoff ?? defaultBackoff;
      const now = { nowMs: Date.now(), random: Math.random() };
      this.#move(wentDown(this.#link, { error: ending, backoff, ...now }));
      this.#tell(() => this.emit("down", ending));
      await this.#pause((this.#link.nextTryMs ?? now.nowMs) - now.nowMs);
    }
    this.#move({ ...initialLink(Date.now()), error: closedHere() });
  }

  /** One attempt and, if it succeeds, the whole life of its connection; returns why that ended. */
  async #connectOnce(): Promise<Error> {
    this.#move(connecting(this.#link));
    try {
      const control = await this.#openControl();
      this.#control = control;
      await this.#subscriptions.moveTo(control);
      this.#move(cameUp(this.#link, Date.now()));
      this.#tell(() => this.emit("up", control));
      return (await control.closed) ?? new ConnectionClosedError("the connection was closed");
    } catch (error) {
      await this.#control?.close();
      this.#dropStuckSession(error);
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  async #openControl(): Promise<Connection> {
    const options = { ...this.#options.connect, signal: this.#stop.signal };
    const deadlineMs = Date.now() + (options.timeoutMs ?? OPENING_TIMEOUT_MS);
    const sshSession = await this.#openSession();
    const timeoutMs = Math.max(1, deadlineMs - Date.now());
    return await connect(this.uri, {
      maxInFlight: CONTROL_IN_FLIGHT,
      ...options,
      timeoutMs,
      ...(sshSession === undefined ? {} : { sshSession }),
    });
  }

  async #openSession(): Promise<SshSession | undefined> {
    if (this.uri.transport !== "ssh") return undefined;
    if (this.#session?.isOpen === true) return this.#session;
    const opening = new Opening({ ...this.#options.connect, signal: this.#stop.signal });
    try {
      this.#session = await openSshSession(opening, this.uri, this.#options.connect.ssh);
      return this.#session;
    } finally {
      opening.finish();
    }
  }

  /** A sign-in that no longer answers would make every further attempt wait for its end. */
  #dropStuckSession(error: unknown): void {
    const isRefused = error instanceof TransportError && error.reason !== "timeout";
    if (isRefused) return;
    this.#session?.close();
    this.#session = undefined;
  }

  async #openExtra(options: { signal?: AbortSignal; maxInFlight?: number }): Promise<Connection> {
    if (this.#link.state !== "up") throw this.#notUp();
    const { onStep: _onStep, ...base } = this.#options.connect;
    const sshSession = this.#session;
    const connection = await connect(this.uri, {
      ...base,
      ...options,
      ...(sshSession === undefined ? {} : { sshSession }),
    });
    if (this.#stop.signal.aborted) {
      await connection.close();
      throw closedHere();
    }
    this.#extra.add(connection);
    connection.closed.then(() => this.#extra.delete(connection));
    return connection;
  }

  #move(link: Link): void {
    this.#link = link;
    this.#tell(() => this.emit("link", link));
  }

  /** A listener's own bug must neither end the link nor stay unseen. */
  #tell(emit: () => void): void {
    try {
      emit();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => {};
  }

  #notUp(): ConnectionClosedError {
    const cause = this.#link.error;
    const why = cause === undefined ? "" : `: ${cause.message}`;
    return new ConnectionClosedError(`the host is not connected${why}`, { cause });
  }
}

function closedHere(): ConnectionClosedError {
  return new ConnectionClosedError("the host's connections were closed here");
}

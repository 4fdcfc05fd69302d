import type { Duplex } from "node:stream";
import { AbortedError, ConnectionClosedError, ProtocolError, TimeoutError } from "../errors/errors";
import { QemuCalls } from "../protocol/qemu-calls.gen";
import { RemoteCalls, RemoteStreamCalls } from "../protocol/remote-calls.gen";
import { XdrReader } from "../xdr/reader";
import { XdrWriter } from "../xdr/writer";
import { familyCalls } from "./event-families";
import { EventRouter } from "./event-router";
import { FrameSplitter } from "./frame";
import { handshake } from "./handshake";
import { Heartbeat } from "./heartbeat";
import type { CallOptions, ConnectOverOptions, KeepaliveOptions } from "./options";
import { Outbox } from "./outbox";
import { encodePacket, HEADER_BYTES, PACKET_STATUS, PACKET_TYPE, readHeader } from "./packet";
import { PendingCalls } from "./pending-calls";
import type { Procedure } from "./procedure";
import { LibvirtStream, type StreamPort } from "./stream";

/**
 * One connection to a daemon over any byte stream: the only file that owns one.
 *
 * Bytes go through the frame splitter to one of four places by packet type: a pending call, the
 * event router, a stream, or the keepalive. All of those are synchronous and know nothing of
 * sockets. Whatever ends the connection (close(), the peer, a dead peer, a message that cannot be
 * understood) settles every call and stream with the same error, once.
 */
const KEEPALIVE_PROGRAM = 0x6b656570;
const PING = 1;
const PONG = 2;
const DEFAULT_KEEPALIVE: KeepaliveOptions = { intervalMs: 5_000, count: 5 };
const DEFAULT_OPEN_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_IN_FLIGHT = 4;
/** How long a half-closed socket may take to go before it is torn down. */
const CLOSE_GRACE_MS = 500;

export interface ConnectionStats {
  inFlight: number;
  queued: number;
  bytesIn: number;
  bytesOut: number;
}

export class Connection {
  /** Every plain procedure of the REMOTE program. */
  readonly remote: RemoteCalls;
  /** Every procedure of the QEMU program. */
  readonly qemu: QemuCalls;
  /** The procedures that open a stream. A stream can block its connection: give it its own. */
  readonly openStream: RemoteStreamCalls;
  readonly events: EventRouter;
  /** Resolves once: undefined after close(), otherwise what ended the connection. */
  readonly closed: Promise<Error | undefined>;
  private readonly duplex: Duplex;
  private readonly outbox: Outbox;
  private readonly writer = new XdrWriter();
  private readonly calls: PendingCalls;
  private readonly splitter = new FrameSplitter((frame) => this.receive(frame));
  private readonly streams = new Map<number, LibvirtStream<unknown>>();
  private heartbeat: Heartbeat | undefined;
  private pauses = 0;
  private bytesIn = 0;
  private daemonUri = "";
  private open = true;
  private settleClosed: (error: Error | undefined) => void = () => {};

  private constructor(duplex: Duplex, options: ConnectOverOptions) {
    this.duplex = duplex;
    this.outbox = new Outbox(duplex, options.oneMessagePerWrite ?? false);
    this.calls = new PendingCalls({
      maxInFlight: options.maxInFlight ?? DEFAULT_MAX_IN_FLIGHT,
      writer: this.writer,
      send: (packet) => this.outbox.push(packet),
    });
    const call = this.call.bind(this);
    this.remote = new RemoteCalls(call);
    this.qemu = new QemuCalls(call);
    this.openStream = new RemoteStreamCalls(this.callForStream.bind(this));
    this.events = new EventRouter(familyCalls(this.remote, this.qemu), reportHandlerError);
    this.closed = new Promise((resolve) => {
      this.settleClosed = resolve;
    });
    duplex.on("data", (chunk: Buffer) => this.feed(chunk));
    duplex.on("error", (cause) => this.fail(connectionLost(cause)));
    duplex.on("close", () => this.fail(connectionLost()));
    duplex.on("end", () => this.fail(connectionLost()));
  }

  /** Takes the stream over, signs in and opens; on failure the stream is destroyed. */
  static async over(duplex: Duplex, options: ConnectOverOptions): Promise<Connection> {
    const connection = new Connection(duplex, options);
    const { timeoutMs = DEFAULT_OPEN_TIMEOUT_MS, signal, keepalive = DEFAULT_KEEPALIVE } = options;
    const timer = setTimeout(
      () => connection.fail(new TimeoutError("opening the connection", timeoutMs)),
      timeoutMs,
    );
    const onAbort = () => connection.fail(openAborted(signal));
    signal?.addEventListener("abort", onAbort);
    try {
      if (signal?.aborted) throw openAborted(signal);
      const result = await handshake(connection.remote, {
        name: options.name,
        readOnly: options.readOnly ?? false,
        keepalive: keepalive !== false,
        authenticate: options.authenticate,
        deadlineMs: Date.now() + timeoutMs,
        signal,
      });
      connection.daemonUri = result.uri;
      if (keepalive && result.keepalive) connection.startHeartbeat(keepalive);
      return connection;
    } catch (error) {
      connection.fail(error instanceof Error ? error : new ConnectionClosedError(String(error)));
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    }
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** The connection's name as the daemon reports it (`qemu:///system`). */
  get uri(): string {
    return this.daemonUri;
  }

  get stats(): ConnectionStats {
    return {
      inFlight: this.calls.inFlight,
      queued: this.calls.queued,
      bytesIn: this.bytesIn,
      bytesOut: this.outbox.bytesOut,
    };
  }

  /** Any procedure, also one that only a table of one's own knows. */
  call<A, R>(procedure: Procedure<A, R>, args: A, options?: CallOptions): Promise<R> {
    return this.calls.call(procedure, args, { resolve: (result: R) => result }, options);
  }

  /** Ends the connection; outstanding calls and streams reject with ConnectionClosedError. */
  async close(): Promise<void> {
    if (this.open) {
      this.shut(new ConnectionClosedError("the connection was closed here"), undefined);
      const timer = setTimeout(() => this.duplex.destroy(), CLOSE_GRACE_MS);
      this.duplex.once("close", () => clearTimeout(timer));
      this.duplex.end();
      this.duplex.resume();
    }
    await this.closed;
  }

  private callForStream<A, R>(
    procedure: Procedure<A, R>,
    args: A,
    options: CallOptions = {},
  ): Promise<LibvirtStream<R>> {
    const outcome = {
      resolve: (reply: R, serial: number) =>
        this.startStream(procedure, { reply, serial }, options),
      late: (serial: number) => {
        this.startStream(procedure, { reply: undefined, serial }, {}).abort();
      },
    };
    return this.calls.call(procedure, args, outcome, options);
  }

  private startStream<R>(
    procedure: Procedure<unknown, unknown>,
    { reply, serial }: { reply: R; serial: number },
    { signal }: CallOptions,
  ): LibvirtStream<R> {
    const { program, number } = procedure;
    const port: StreamPort = {
      send: ({ type, status }, payload, flushed) => {
        if (!this.open) return;
        const header = { program, procedure: number, type, serial, status };
        this.outbox.push(encodePacket(this.writer, header, payload), flushed);
      },
      pause: () => this.pauseReading(),
      resume: () => this.resumeReading(),
      forget: () => this.streams.delete(serial),
    };
    const stream = new LibvirtStream<R>(procedure, reply, port);
    this.streams.set(serial, stream);
    if (signal) {
      const onAbort = () => stream.abort(signal.reason);
      signal.addEventListener("abort", onAbort);
      stream.closed.then(() => signal.removeEventListener("abort", onAbort));
    }
    return stream;
  }

  private feed(chunk: Buffer): void {
    if (!this.open) return;
    this.bytesIn += chunk.length;
    this.heartbeat?.heard();
    try {
      this.splitter.push(chunk);
    } catch (error) {
      this.fail(error instanceof Error ? error : new ProtocolError(String(error)));
    }
  }

  private receive(frame: Buffer): void {
    if (!this.open) return;
    const reader = new XdrReader(frame);
    const { program, procedure, type, serial, status } = readHeader(reader);
    switch (type) {
      case PACKET_TYPE.reply:
        this.calls.reply(serial, status, reader);
        break;
      case PACKET_TYPE.stream:
      case PACKET_TYPE.streamHole:
        this.streams.get(serial)?.receive(type, status, reader);
        break;
      case PACKET_TYPE.message:
        if (program === KEEPALIVE_PROGRAM) this.receiveKeepalive(procedure);
        else this.events.deliver(program, procedure, reader);
        break;
      case PACKET_TYPE.replyWithDescriptors:
        this.calls.replyWithDescriptors(serial);
        break;
      default:
        throw new ProtocolError(`the daemon made a call (${frame.length - HEADER_BYTES} bytes)`);
    }
  }

  private receiveKeepalive(procedure: number): void {
    if (procedure === PING) this.sendKeepalive(PONG);
  }

  private sendKeepalive(procedure: number): void {
    const header = {
      program: KEEPALIVE_PROGRAM,
      procedure,
      type: PACKET_TYPE.message,
      serial: 0,
      status: PACKET_STATUS.ok,
    };
    this.outbox.push(encodePacket(this.writer, header, () => {}));
  }

  private startHeartbeat(options: KeepaliveOptions): void {
    if (!this.open) return;
    this.heartbeat = new Heartbeat(options, {
      ping: () => this.sendKeepalive(PING),
      dead: (silentMs) =>
        this.fail(new ConnectionClosedError(`the daemon was silent for ${silentMs} ms`)),
      isDeaf: () => this.pauses > 0,
    });
  }

  private pauseReading(): void {
    if (this.pauses++ === 0) this.duplex.pause();
  }

  private resumeReading(): void {
    if (--this.pauses === 0) this.duplex.resume();
  }

  private fail(error: Error): void {
    if (!this.open) return;
    this.shut(asClosed(error), error);
    this.duplex.destroy();
  }

  private shut(forCallers: Error, outcome: Error | undefined): void {
    this.open = false;
    this.heartbeat?.stop();
    this.calls.closeAll(forCallers);
    for (const stream of [...this.streams.values()]) stream.connectionLost(forCallers);
    this.streams.clear();
    this.settleClosed(outcome);
  }
}

/**
 * Speaks libvirt's protocol over a byte stream that already leads to a daemon: signs in, opens
 * `options.name`, and returns the connection. The stream belongs to the connection from the call on.
 *
 * Rejects with AuthError, LibvirtError (the daemon refused to open), TimeoutError, AbortedError,
 * ProtocolError (the peer is no libvirt daemon) or ConnectionClosedError.
 */
export function connectOver(duplex: Duplex, options: ConnectOverOptions): Promise<Connection> {
  return Connection.over(duplex, options);
}

function connectionLost(cause?: Error): ConnectionClosedError {
  const why = cause ? `: ${cause.message}` : " by the other side";
  return new ConnectionClosedError(`the connection was lost${why}`, { cause });
}

/** Callers of a connection that broke see one class of error, whatever broke it. */
function asClosed(error: Error): Error {
  if (error instanceof ConnectionClosedError || error instanceof AbortedError) return error;
  if (error instanceof TimeoutError) return error;
  return new ConnectionClosedError(error.message, { cause: error });
}

function openAborted(signal: AbortSignal | undefined): AbortedError {
  return new AbortedError("opening the connection: aborted", { cause: signal?.reason });
}

/** A handler's own bug must neither end the connection nor stay unseen. */
function reportHandlerError(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : new Error(String(error)), {
    code: "NODE_LIBVIRT_EVENT_HANDLER",
  });
}

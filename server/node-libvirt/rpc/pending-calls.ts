import { AbortedError, ProtocolError, TimeoutError } from "../errors/errors";
import { readLibvirtError } from "../errors/libvirt-error";
import type { XdrReader } from "../xdr/reader";
import type { XdrWriter } from "../xdr/writer";
import { DeadlineTimer } from "./deadline-timer";
import type { CallOptions } from "./options";
import { encodePacket, PACKET_STATUS, PACKET_TYPE, type PacketHeader } from "./packet";
import type { Procedure } from "./procedure";

/**
 * Calls from being made to being answered: queue, in-flight limit, deadline, abort.
 *
 * The daemon stops reading a connection, keepalive answers included, once five calls are
 * outstanding; so at most `maxInFlight` are on the wire and the rest waits here. The protocol has
 * no cancellation: a call given up by its caller keeps its slot until the daemon answers, and that
 * answer is dropped. A call given up while queued is never sent.
 */
const MAX_QUEUED = 65_536;
const DEFAULT_TIMEOUT_MS = 30_000;

interface PendingCall {
  readonly serial: number;
  readonly procedure: Procedure<unknown, unknown>;
  packet: Buffer | undefined;
  settled: boolean;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  /** Takes a good answer; called at once, before any later packet is looked at. */
  readonly answer: (reader: XdrReader) => void;
  readonly reject: (error: Error) => void;
  /** A good answer to a call its caller has given up. */
  readonly late: ((serial: number) => void) | undefined;
  readonly signal: AbortSignal | undefined;
  onAbort: (() => void) | undefined;
}

/** What becomes of a good answer: the caller's result, and who cleans up if nobody waits for it. */
export interface CallOutcome<R, T> {
  resolve(result: R, serial: number): T;
  late?(serial: number): void;
}

export interface PendingCallsOptions {
  maxInFlight: number;
  writer: XdrWriter;
  send(packet: Buffer): void;
}

export class PendingCalls {
  private readonly options: PendingCallsOptions;
  private readonly sent = new Map<number, PendingCall>();
  private queue: PendingCall[] = [];
  private queueHead = 0;
  private queuedLive = 0;
  private lastSerial = 0;
  private closedBy: Error | undefined;
  private readonly deadlines = new DeadlineTimer((nowMs) => this.expire(nowMs));

  constructor(options: PendingCallsOptions) {
    this.options = options;
  }

  get inFlight(): number {
    return this.sent.size;
  }

  get queued(): number {
    return this.queuedLive;
  }

  call<A, R, T>(
    procedure: Procedure<A, R>,
    args: A,
    outcome: CallOutcome<R, T>,
    options: CallOptions = {},
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const { signal, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
      this.assertCallable(procedure.name, signal);
      const serial = this.nextSerial();
      const nowMs = performance.now();
      const call: PendingCall = {
        serial,
        procedure,
        packet: this.encode(procedure, args, serial),
        settled: false,
        timeoutMs,
        deadlineMs: nowMs + timeoutMs,
        answer: (reader) => {
          const result = procedure.ret.read(reader);
          reader.finish();
          resolve(outcome.resolve(result, serial));
        },
        reject,
        late: outcome.late,
        signal,
        onAbort: undefined,
      };
      this.deadlines.watch(call.deadlineMs, nowMs);
      if (signal) this.listen(call, signal);
      if (this.sent.size < this.options.maxInFlight) this.transmit(call);
      else {
        this.queue.push(call);
        this.queuedLive++;
      }
    });
  }

  /** A reply for us; `reader` stands at its payload. */
  reply(serial: number, status: number, reader: XdrReader): void {
    const call = this.sent.get(serial);
    if (!call) throw new ProtocolError(`an answer to call ${serial}, which nobody made`);
    this.sent.delete(serial);
    const { settled } = call;
    release(call);
    try {
      if (settled) {
        if (status === PACKET_STATUS.ok) call.late?.(serial);
      } else if (status === PACKET_STATUS.ok) {
        call.answer(reader);
      } else {
        call.reject(readLibvirtError(reader, call.procedure));
      }
    } catch (error) {
      call.reject(undecodable(call.procedure.name, error));
    }
    this.advance();
  }

  /** A reply that came with file descriptors, which we had to drop. */
  replyWithDescriptors(serial: number): void {
    const call = this.sent.get(serial);
    if (!call) throw new ProtocolError(`an answer to call ${serial}, which nobody made`);
    this.sent.delete(serial);
    release(call);
    call.reject(new ProtocolError(`${call.procedure.name}: the answer passes file descriptors`));
    this.advance();
  }

  /** Rejects everything outstanding and every later call. */
  closeAll(error: Error): void {
    this.closedBy = error;
    this.deadlines.stop();
    const calls = [...this.sent.values(), ...this.queue.slice(this.queueHead)];
    this.sent.clear();
    this.queue = [];
    this.queueHead = 0;
    this.queuedLive = 0;
    for (const call of calls) {
      const { settled } = call;
      release(call);
      if (!settled) call.reject(error);
    }
  }

  private assertCallable(name: string, signal: AbortSignal | undefined): void {
    if (this.closedBy) throw this.closedBy;
    if (signal?.aborted) throw aborted(name, signal);
    if (this.queuedLive >= MAX_QUEUED) throw new ProtocolError(`${MAX_QUEUED} calls are waiting`);
  }

  private encode<A>(procedure: Procedure<A, unknown>, args: A, serial: number): Buffer {
    const header: PacketHeader = {
      program: procedure.program,
      procedure: procedure.number,
      type: PACKET_TYPE.call,
      serial,
      status: PACKET_STATUS.ok,
    };
    return encodePacket(this.options.writer, header, (writer) =>
      procedure.args.write(writer, args),
    );
  }

  private listen(call: PendingCall, signal: AbortSignal): void {
    call.onAbort = () => this.giveUp(call, aborted(call.procedure.name, signal));
    signal.addEventListener("abort", call.onAbort);
  }

  /** Gives up what is due; returns the earliest deadline left. */
  private expire(nowMs: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const call of [...this.sent.values(), ...this.queue.slice(this.queueHead)]) {
      if (call.settled) continue;
      if (call.deadlineMs > nowMs) next = Math.min(next, call.deadlineMs);
      else this.giveUp(call, new TimeoutError(call.procedure.name, call.timeoutMs));
    }
    return next;
  }

  private transmit(call: PendingCall): void {
    const packet = call.packet;
    if (!packet) return;
    call.packet = undefined;
    this.sent.set(call.serial, call);
    this.options.send(packet);
  }

  private advance(): void {
    while (this.sent.size < this.options.maxInFlight) {
      const call = this.queue[this.queueHead];
      if (!call) break;
      this.queueHead++;
      if (call.settled) continue;
      this.queuedLive--;
      this.transmit(call);
    }
    if (this.queueHead > 1024 && this.queueHead * 2 > this.queue.length) {
      this.queue = this.queue.slice(this.queueHead);
      this.queueHead = 0;
    }
  }

  private giveUp(call: PendingCall, error: Error): void {
    if (call.settled) return;
    if (call.packet) {
      call.packet = undefined;
      this.queuedLive--;
    }
    release(call);
    call.reject(error);
  }

  private nextSerial(): number {
    do {
      this.lastSerial = (this.lastSerial + 1) >>> 0;
    } while (this.lastSerial === 0 || this.sent.has(this.lastSerial));
    return this.lastSerial;
  }
}

function release(call: PendingCall): void {
  call.settled = true;
  if (call.onAbort) call.signal?.removeEventListener("abort", call.onAbort);
}

function aborted(what: string, signal: AbortSignal): AbortedError {
  return new AbortedError(`${what}: aborted`, { cause: signal.reason });
}

function undecodable(what: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ProtocolError(`${what}: undecodable answer: ${reason}`, { cause });
}

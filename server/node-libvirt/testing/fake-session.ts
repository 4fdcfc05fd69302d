import type { Socket } from "node:net";
import { EVENTS } from "../protocol/events.gen";
import { writeVirNetMessageError } from "../protocol/net-structs.gen";
import { REMOTE, REMOTE_PROGRAM } from "../protocol/remote-calls.gen";
import { writeDomainEventCallbackLifecycleMsg } from "../protocol/remote-structs.gen";
import { FrameSplitter } from "../rpc/frame";
import {
  encodePacket,
  PACKET_STATUS,
  PACKET_TYPE,
  type PacketHeader,
  readHeader,
} from "../rpc/packet";
import type { Procedure } from "../rpc/procedure";
import { XdrReader } from "../xdr/reader";
import { XdrWriter } from "../xdr/writer";
import { domainRef, type FakeDomain } from "./fake-domains";

/** What the fake does with a call instead of answering it properly. */
export type Fault =
  /** Never answers. */
  | "stall"
  /** Cuts the connection. */
  | "drop"
  /** Answers with bytes that are no such result. */
  | "garbage"
  /** Announces an answer of 1 GB. */
  | "hugeLength"
  /** Answers as a daemon that does not know the procedure. */
  | "unknown"
  /** Refuses with this error. */
  | { error: { code: number; domain: number; message: string } };

/** A daemon-side refusal, for handlers to throw. */
export class FakeRefusal extends Error {
  readonly code: number;
  readonly domain: number;

  constructor(code: number, domain: number, message: string) {
    super(message);
    this.code = code;
    this.domain = domain;
  }
}

/** What a session asks its daemon. */
export interface FakeScript {
  fault(name: string): Fault | undefined;
  answer(name: string, args: unknown, session: FakeSession): unknown;
  /** An answer encoded beforehand. */
  payload(name: string): Uint8Array | undefined;
}

const KEEPALIVE_PROGRAM = 0x6b656570;
const LIFECYCLE_EVENT = EVENTS.domainEventCallbackLifecycle.number;
const PING = 1;
const PONG = 2;
const ERR_RPC = 39;
const ERR_INTERNAL = 1;
const FROM_RPC = 7;

const BY_NUMBER = new Map<number, Procedure<unknown, unknown>>(
  Object.values(REMOTE).map((procedure) => [procedure.number, procedure]),
);

/** One client of the fake daemon. */
export class FakeSession {
  /** Names of the calls received, in order; `stream <status>` for packets of a stream. */
  readonly received: string[] = [];
  /** The callback id of this client's lifecycle registration. */
  lifecycleId: number | undefined;
  private readonly socket: Socket;
  private readonly script: FakeScript;
  private readonly writer = new XdrWriter();
  private readonly consoles = new Set<number>();
  private silent = false;

  constructor(socket: Socket, script: FakeScript) {
    this.socket = socket;
    this.script = script;
    const splitter = new FrameSplitter((frame) => this.receive(frame));
    socket.on("data", (chunk) => splitter.push(Buffer.from(chunk)));
    socket.on("error", () => socket.destroy());
  }

  /** Bytes onto the wire as they are. */
  sendRaw(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  /** Cuts the connection. */
  drop(): void {
    this.socket.destroy();
  }

  /** Keeps the connection and never says another word. */
  fallSilent(): void {
    this.silent = true;
  }

  ping(): void {
    this.sendKeepalive(PING);
  }

  sendLifecycle(domain: FakeDomain, event: number, detail = 0): void {
    const callbackId = this.lifecycleId;
    if (callbackId === undefined) return;
    const header = this.header(LIFECYCLE_EVENT, { type: PACKET_TYPE.message, serial: 0 });
    this.send(header, (writer) =>
      writeDomainEventCallbackLifecycleMsg(writer, {
        callbackId,
        msg: { dom: domainRef(domain), event, detail },
      }),
    );
  }

  private receive(frame: Buffer): void {
    const reader = new XdrReader(frame);
    const header = readHeader(reader);
    if (header.program === KEEPALIVE_PROGRAM) {
      this.received.push(header.procedure === PING ? "ping" : "pong");
      if (header.procedure === PING) this.sendKeepalive(PONG);
    } else if (header.type === PACKET_TYPE.stream) {
      this.receiveConsole(header, frame.subarray(reader.offset));
    } else {
      this.receiveCall(header, reader);
    }
  }

  private receiveCall(
    { program, procedure: number, serial }: PacketHeader,
    reader: XdrReader,
  ): void {
    const procedure = program === REMOTE_PROGRAM.number ? BY_NUMBER.get(number) : undefined;
    const name = procedure?.name ?? `#${number}`;
    this.received.push(name);
    const fault = procedure ? this.script.fault(name) : "unknown";
    const header = this.header(number, { type: PACKET_TYPE.reply, serial });
    const ready = this.script.payload(name);
    if (ready) {
      this.send(header, (writer) => writer.raw(ready));
    } else if (fault) {
      this.misbehave(fault, header);
    } else if (procedure) {
      try {
        const result = this.script.answer(name, procedure.args.read(reader), this);
        this.send(header, (writer) => procedure.ret.write(writer, result));
        if (name === "domainOpenConsole") this.consoles.add(serial);
      } catch (error) {
        this.refuse(header, error);
      }
    }
  }

  /** A console echoes what it is sent. */
  private receiveConsole(header: PacketHeader, data: Uint8Array): void {
    this.received.push(`stream ${header.status}`);
    if (!this.consoles.has(header.serial)) return;
    if (header.status !== PACKET_STATUS.continue) this.consoles.delete(header.serial);
    this.send(header, (writer) => writer.raw(data));
  }

  private misbehave(fault: Fault, header: PacketHeader): void {
    if (fault === "stall") return;
    if (fault === "drop") this.drop();
    else if (fault === "garbage") this.send(header, (writer) => writer.raw(Buffer.alloc(64, 0xab)));
    else if (fault === "hugeLength")
      this.sendRaw(Buffer.from([0x3b, 0x9a, 0xca, 0x00, 0, 0, 0, 0]));
    else if (fault === "unknown") {
      this.refuse(
        header,
        new FakeRefusal(ERR_RPC, FROM_RPC, `unknown procedure: ${header.procedure}`),
      );
    } else {
      const { code, domain, message } = fault.error;
      this.refuse(header, new FakeRefusal(code, domain, message));
    }
  }

  private refuse(header: PacketHeader, reason: unknown): void {
    const { code, domain, message } =
      reason instanceof FakeRefusal
        ? reason
        : new FakeRefusal(ERR_INTERNAL, FROM_RPC, `fake daemon: ${reason}`);
    const none = { dom: null, str1: null, str2: null, str3: null, int1: 0, int2: 0, net: null };
    this.send({ ...header, status: PACKET_STATUS.error }, (writer) =>
      writeVirNetMessageError(writer, { code, domain, message, level: 2, ...none }),
    );
  }

  private sendKeepalive(procedure: number): void {
    const header = this.header(procedure, { type: PACKET_TYPE.message, serial: 0 });
    this.send({ ...header, program: KEEPALIVE_PROGRAM }, () => {});
  }

  private header(procedure: number, { type, serial }: { type: number; serial: number }) {
    return { program: REMOTE_PROGRAM.number, procedure, type, serial, status: PACKET_STATUS.ok };
  }

  private send(header: PacketHeader, payload: (writer: XdrWriter) => void): void {
    if (!this.silent) this.socket.write(encodePacket(this.writer, header, payload));
  }
}

import type { XdrReader } from "../xdr/reader";
import type { XdrWriter } from "../xdr/writer";
import type { CallOptions } from "./options";
import type { LibvirtStream } from "./stream";

export interface Codec<T> {
  // Method syntax on purpose: it lets tables of unlike procedures share a type.
  write(writer: XdrWriter, value: T): void;
  read(reader: XdrReader): T;
}

/** The codec of procedures without arguments or without a result. */
export const NOTHING: Codec<void> = { write() {}, read() {} };

/** One procedure of a program, as generated. */
export interface Procedure<A, R> {
  readonly program: number;
  readonly number: number;
  readonly name: string;
  /** "high": never waits for the hypervisor's monitor; the daemon keeps workers for these. */
  readonly priority: "high" | "low";
  readonly stream?: "read" | "write";
  readonly args: Codec<A>;
  readonly ret: Codec<R>;
}

export type EventFamily =
  | "domain"
  | "network"
  | "storagePool"
  | "nodeDevice"
  | "secret"
  | "monitor"
  | "connection";

/** One event message, as generated. `eventId` is its number within its family. */
export interface EventSpec<M> {
  readonly family: EventFamily;
  readonly eventId: number;
  readonly program: number;
  readonly number: number;
  readonly read: (reader: XdrReader) => M;
}

export type Caller = <A, R>(
  procedure: Procedure<A, R>,
  args: A,
  options?: CallOptions,
) => Promise<R>;

export type StreamOpener = <A, R>(
  procedure: Procedure<A, R>,
  args: A,
  options?: CallOptions,
) => Promise<LibvirtStream<R>>;

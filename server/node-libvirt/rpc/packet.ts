import { ProtocolError } from "../errors/errors";
import type { XdrReader } from "../xdr/reader";
import type { XdrWriter } from "../xdr/writer";

/**
 * The header every message begins with.
 *
 *     0 length (itself included)   4 program   8 version   12 procedure
 *    16 type   20 serial   24 status   28 payload
 */
export const HEADER_BYTES = 28;

export const PACKET_TYPE = {
  call: 0,
  reply: 1,
  message: 2,
  stream: 3,
  callWithDescriptors: 4,
  replyWithDescriptors: 5,
  streamHole: 6,
} as const;

export const PACKET_STATUS = { ok: 0, error: 1, continue: 2 } as const;

/** Every program this package speaks is at version 1. */
export const PROGRAM_VERSION = 1;

export interface PacketHeader {
  program: number;
  procedure: number;
  type: number;
  serial: number;
  status: number;
}

/** Writes one whole message and returns its bytes. */
export function encodePacket(
  writer: XdrWriter,
  header: PacketHeader,
  payload: (writer: XdrWriter) => void,
): Buffer {
  writer.reset();
  writer.uint(0);
  writer.uint(header.program);
  writer.uint(PROGRAM_VERSION);
  writer.int(header.procedure);
  writer.int(header.type);
  writer.uint(header.serial);
  writer.int(header.status);
  payload(writer);
  writer.patchUint(0, writer.length);
  return writer.copy();
}

/** Reads the header of a whole frame and leaves the reader at the payload. */
export function readHeader(reader: XdrReader): PacketHeader {
  reader.take(4);
  const program = reader.uint();
  const version = reader.uint();
  const procedure = reader.int();
  const type = reader.int();
  const serial = reader.uint();
  const status = reader.int();
  if (version !== PROGRAM_VERSION) throw new ProtocolError(`program version ${version}`);
  if (type < 0 || type > PACKET_TYPE.streamHole) throw new ProtocolError(`packet type ${type}`);
  if (status < 0 || status > PACKET_STATUS.continue) {
    throw new ProtocolError(`packet status ${status}`);
  }
  return { program, procedure, type, serial, status };
}

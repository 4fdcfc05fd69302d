import { ProtocolError } from "../errors/errors";
import { MAX_FRAME_BYTES } from "./limits";

const INITIAL_BYTES = 4096;
/** A writer that grew beyond this for one large message gives the memory back. */
const KEEP_BYTES = 262_144;

/**
 * Writes XDR into a buffer that is reused from message to message.
 *
 * Values outside their type or limit are refused here with ProtocolError, before anything is sent:
 * the daemon's answer to a malformed message would be much harder to understand.
 */
export class XdrWriter {
  private buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  private offset = 0;

  get length(): number {
    return this.offset;
  }

  reset(): void {
    this.offset = 0;
    if (this.buffer.length > KEEP_BYTES) this.buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  }

  /** A copy of what was written; the writer may be reset right after. */
  copy(): Buffer {
    return Buffer.from(this.buffer.subarray(0, this.offset));
  }

  /** Overwrites a word written earlier, for a length known only at the end. */
  patchUint(at: number, value: number): void {
    this.buffer.writeUInt32BE(value, at);
  }

  int(value: number): void {
    if ((value | 0) !== value) throw new ProtocolError(`${value} is no 32-bit integer`);
    this.word(value);
  }

  uint(value: number): void {
    if (value >>> 0 !== value) throw new ProtocolError(`${value} is no unsigned 32-bit integer`);
    this.word(value);
  }

  hyper(value: bigint): void {
    if (BigInt.asIntN(64, value) !== value) throw new ProtocolError(`${value} exceeds 64 bits`);
    const start = this.claim(8);
    this.buffer.writeBigInt64BE(value, start);
  }

  uhyper(value: bigint): void {
    if (BigInt.asUintN(64, value) !== value) {
      throw new ProtocolError(`${value} is no unsigned 64-bit integer`);
    }
    const start = this.claim(8);
    this.buffer.writeBigUInt64BE(value, start);
  }

  double(value: number): void {
    const start = this.claim(8);
    this.buffer.writeDoubleBE(value, start);
  }

  /** As C does it on libvirt's platforms: the byte, sign-extended to an int. */
  char(value: number): void {
    this.int((value << 24) >> 24);
  }

  short(value: number): void {
    if (value < 0 || value > 0xffff) throw new ProtocolError(`${value} is no unsigned short`);
    this.int(value);
  }

  string(value: string, max: number): void {
    const length = Buffer.byteLength(value, "utf8");
    this.limit(length, max);
    if (value.includes("\0")) throw new ProtocolError("a text must not contain NUL");
    this.word(length);
    const padded = (length + 3) & ~3;
    const start = this.claim(padded);
    this.buffer.write(value, start, length, "utf8");
    this.buffer.fill(0, start + length, start + padded);
  }

  bytes(value: Uint8Array, max: number): void {
    this.limit(value.length, max);
    this.word(value.length);
    this.fixedBytes(value, value.length);
  }

  fixedBytes(value: Uint8Array, length: number): void {
    if (value.length !== length) {
      throw new ProtocolError(`${value.length} bytes where ${length} are needed`);
    }
    const padded = (length + 3) & ~3;
    const start = this.claim(padded);
    this.buffer.set(value, start);
    this.buffer.fill(0, start + length, start + padded);
  }

  chars(value: Uint8Array, max: number): void {
    this.limit(value.length, max);
    this.word(value.length);
    for (const byte of value) this.char(byte);
  }

  fixedChars(value: string, length: number): void {
    const text = Buffer.from(value, "utf8");
    this.limit(text.length, length - 1);
    for (let i = 0; i < length; i++) this.char(text[i] ?? 0);
  }

  optional<T>(value: T | null, item: (writer: XdrWriter, value: T) => void): void {
    this.word(value === null ? 0 : 1);
    if (value !== null) item(this, value);
  }

  list<T>(values: readonly T[], max: number, item: (writer: XdrWriter, value: T) => void): void {
    this.limit(values.length, max);
    this.word(values.length);
    for (const value of values) item(this, value);
  }

  /** Bytes as they are, without length or padding: stream data. */
  raw(value: Uint8Array): void {
    const start = this.claim(value.length);
    this.buffer.set(value, start);
  }

  private word(value: number): void {
    const start = this.claim(4);
    const b = this.buffer;
    b[start] = value >>> 24;
    b[start + 1] = value >>> 16;
    b[start + 2] = value >>> 8;
    b[start + 3] = value;
  }

  private limit(length: number, max: number): void {
    if (length > max) throw new ProtocolError(`length ${length} exceeds the limit of ${max}`);
  }

  /** May replace the buffer: claim first, then touch `this.buffer`. */
  private claim(length: number): number {
    const start = this.offset;
    const end = start + length;
    if (end > this.buffer.length) this.grow(end);
    this.offset = end;
    return start;
  }

  private grow(needed: number): void {
    if (needed > MAX_FRAME_BYTES) {
      throw new ProtocolError(`a message must not exceed ${MAX_FRAME_BYTES} bytes`);
    }
    const larger = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.offset);
    this.buffer = larger;
  }
}

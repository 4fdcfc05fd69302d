import { ProtocolError } from "../errors/errors";

/**
 * Reads XDR (RFC 4506) from one received message.
 *
 * Everything is big-endian and padded to four bytes. The input is hostile: a length is compared
 * with its limit and with the bytes at hand before anything is allocated, so decoding a message
 * never allocates more than a small multiple of that message. Byte fields are copied, for a view
 * of 16 bytes would keep a frame of 32 MiB alive.
 */
export class XdrReader {
  /** Where the next value starts; decoders of a fast path may move it. */
  offset: number;
  readonly end: number;
  readonly bytes: Buffer;

  constructor(bytes: Buffer, offset = 0, end = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  get remaining(): number {
    return this.end - this.offset;
  }

  /** Claims the next bytes and returns where they start. */
  take(length: number): number {
    const start = this.offset;
    if (length > this.end - start) {
      throw new ProtocolError(`message ends ${length - (this.end - start)} bytes too early`);
    }
    this.offset = start + length;
    return start;
  }

  int(): number {
    const b = this.bytes;
    const o = this.take(4);
    return ((b[o] ?? 0) << 24) | ((b[o + 1] ?? 0) << 16) | ((b[o + 2] ?? 0) << 8) | (b[o + 3] ?? 0);
  }

  uint(): number {
    return this.int() >>> 0;
  }

  hyper(): bigint {
    return this.bytes.readBigInt64BE(this.take(8));
  }

  uhyper(): bigint {
    return this.bytes.readBigUInt64BE(this.take(8));
  }

  double(): number {
    return this.bytes.readDoubleBE(this.take(8));
  }

  /** C's char and unsigned char travel as an int; both come back as 0..255. */
  char(): number {
    const value = this.int();
    if (value < -128 || value > 255) throw new ProtocolError(`${value} is no char`);
    return value & 0xff;
  }

  short(): number {
    const value = this.int();
    if (value < -32_768 || value > 65_535) throw new ProtocolError(`${value} is no short`);
    return value & 0xffff;
  }

  /** A length word, checked against the field's own limit. */
  length(max: number): number {
    const length = this.uint();
    if (length > max) throw new ProtocolError(`length ${length} exceeds the limit of ${max}`);
    return length;
  }

  string(max: number): string {
    const length = this.length(max);
    const start = this.take((length + 3) & ~3);
    return this.bytes.toString("utf8", start, start + length);
  }

  fixedBytes(length: number): Uint8Array {
    const start = this.take((length + 3) & ~3);
    const b = this.bytes;
    const copy = new Uint8Array(length);
    if (length > 64) copy.set(b.subarray(start, start + length));
    else for (let i = 0; i < length; i++) copy[i] = b[start + i] ?? 0;
    return copy;
  }

  bytesUpTo(max: number): Uint8Array {
    return this.fixedBytes(this.length(max));
  }

  /** `char name<max>`: an array of ints, four bytes for each. */
  chars(max: number): Uint8Array {
    const length = this.length(max);
    this.ensure(length * 4);
    const copy = new Uint8Array(length);
    for (let i = 0; i < length; i++) copy[i] = this.char();
    return copy;
  }

  /** `char name[length]`: an array of ints holding a NUL-terminated text. */
  fixedChars(length: number): string {
    this.ensure(length * 4);
    const copy = Buffer.alloc(length);
    for (let i = 0; i < length; i++) copy[i] = this.char();
    const nul = copy.indexOf(0);
    return copy.toString("utf8", 0, nul < 0 ? length : nul);
  }

  optional<T>(item: (reader: XdrReader) => T): T | null {
    const present = this.uint();
    if (present > 1) throw new ProtocolError(`${present} is neither present nor absent`);
    return present === 1 ? item(this) : null;
  }

  list<T>(max: number, item: (reader: XdrReader) => T): T[] {
    const length = this.length(max);
    // No XDR item is shorter than four bytes: a count the message cannot hold is refused unread.
    this.ensure(length * 4);
    const items: T[] = [];
    for (let i = 0; i < length; i++) items.push(item(this));
    return items;
  }

  unknownArm(union: string, tag: number): never {
    throw new ProtocolError(`${union} has no arm ${tag}`);
  }

  /** Trailing bytes mean that both sides disagree about the structure. */
  finish(): void {
    if (this.offset !== this.end) {
      throw new ProtocolError(`${this.remaining} bytes too many in a message`);
    }
  }

  private ensure(length: number): void {
    if (length > this.remaining) throw new ProtocolError("a list is longer than its message");
  }
}

import { endianness } from "node:os";
import { ProtocolError } from "../errors/errors";
import {
  VIR_TYPED_PARAM_BOOLEAN,
  VIR_TYPED_PARAM_DOUBLE,
  VIR_TYPED_PARAM_INT,
  VIR_TYPED_PARAM_LLONG,
  VIR_TYPED_PARAM_STRING,
  VIR_TYPED_PARAM_UINT,
  VIR_TYPED_PARAM_ULLONG,
} from "../protocol/constants.gen";
import type { XdrReader } from "../xdr/reader";
import { narrow, type TypedValue } from "./typed-params";

const MAX_TEXT = 4_194_304;
const TWO_32 = 4_294_967_296;
const IS_LITTLE_ENDIAN = endianness() === "LE";
const INT = inMemory(VIR_TYPED_PARAM_INT);
const UINT = inMemory(VIR_TYPED_PARAM_UINT);
const LLONG = inMemory(VIR_TYPED_PARAM_LLONG);
const ULLONG = inMemory(VIR_TYPED_PARAM_ULLONG);

interface KnownName {
  readonly text: string;
  /** Where it lies in the message, in words, and how long it is, in bytes. */
  readonly start: number;
  readonly length: number;
  /** The two names that last came after this one: machines come in few shapes. */
  next: KnownName | undefined;
  other: KnownName | undefined;
}

/**
 * Named values of one message, record after record.
 *
 * A thousand machines send 84,000 of them; the names are three quarters of the bytes and the same
 * from record to record. So each name is compared with those that followed its predecessor before,
 * word by word against where they lie in the same message, and a new string is made only when both
 * guesses are wrong. 64-bit values become numbers without a bigint between. The quick path takes
 * what nearly all values are, and leaves everything else, the end of the message included, to the
 * reader and its checks.
 */
export class StatsReader {
  /** What the last call of `read` has found, from the beginning of each; longer lists leave a rest. */
  readonly names: string[] = [];
  readonly values: TypedValue[] = [];
  private readonly reader: XdrReader;
  private readonly words: Int32Array;
  private readonly known = new Map<string, KnownName>();
  private readonly first = knownName("", 0, 0);

  constructor(reader: XdrReader) {
    this.reader = reader;
    this.words = wordsOf(reader.bytes);
  }

  /** The next `count` pairs. */
  read(count: number): void {
    const { reader, words, names, values } = this;
    const end = reader.end >> 2;
    let last = this.first;
    let at = reader.offset >> 2;
    for (let i = 0; i < count; i++) {
      const guess = this.guessed(last, at, end);
      if (guess) {
        last = guess;
        at += 1 + ((guess.length + 3) >> 2);
      } else {
        reader.offset = at << 2;
        last = this.unforeseen(last);
        at = reader.offset >> 2;
      }
      names[i] = last.text;
      const type = words[at] ?? 0;
      if (at + 3 <= end && (type === ULLONG || type === LLONG)) {
        const word = inMemory(words[at + 1] ?? 0);
        const high = type === LLONG ? word : word >>> 0;
        const wide = high * TWO_32 + (inMemory(words[at + 2] ?? 0) >>> 0);
        if (Number.isSafeInteger(wide)) {
          values[i] = wide;
          at += 3;
          continue;
        }
      } else if (at + 2 <= end && (type === INT || type === UINT)) {
        const word = inMemory(words[at + 1] ?? 0);
        values[i] = type === INT ? word : word >>> 0;
        at += 2;
        continue;
      }
      reader.offset = at << 2;
      values[i] = readValue(reader);
      at = reader.offset >> 2;
    }
    reader.offset = at << 2;
  }

  /** One of the names that came after `last` before, if it is what stands at `at`. */
  private guessed(last: KnownName, at: number, end: number): KnownName | undefined {
    const { next, other } = last;
    if (next && this.isAt(next, at, end)) return next;
    return other && this.isAt(other, at, end) ? other : undefined;
  }

  /** Compares whole words, padding included; from the end, where neighbouring names differ. */
  private isAt({ start, length }: KnownName, at: number, end: number): boolean {
    const words = this.words;
    const count = (length + 3) >> 2;
    if (at + count >= end || words[at] !== inMemory(length)) return false;
    for (let i = count; i > 0; i--) if (words[start + i - 1] !== words[at + i]) return false;
    return true;
  }

  private unforeseen(last: KnownName): KnownName {
    const { reader } = this;
    const length = reader.length(MAX_TEXT);
    const start = reader.take((length + 3) & ~3);
    const text = reader.bytes.toString("utf8", start, start + length);
    const name = this.known.get(text) ?? knownName(text, start >> 2, length);
    this.known.set(text, name);
    last.other = last.next;
    last.next = name;
    return name;
  }
}

function readValue(reader: XdrReader): TypedValue {
  const type = reader.int();
  switch (type) {
    case VIR_TYPED_PARAM_INT:
      return reader.int();
    case VIR_TYPED_PARAM_UINT:
      return reader.uint();
    case VIR_TYPED_PARAM_LLONG:
      return narrow(reader.hyper());
    case VIR_TYPED_PARAM_ULLONG:
      return narrow(reader.uhyper());
    case VIR_TYPED_PARAM_DOUBLE:
      return reader.double();
    case VIR_TYPED_PARAM_BOOLEAN:
      return reader.int() !== 0;
    case VIR_TYPED_PARAM_STRING:
      return reader.string(MAX_TEXT);
    default:
      throw new ProtocolError(`a typed parameter of type ${type}`);
  }
}

/** XDR is made of four-byte words; a message that does not lie on a word boundary is copied once. */
function wordsOf(bytes: Buffer): Int32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
}

/** A big-endian word as an Int32Array shows it, and back. */
function inMemory(word: number): number {
  if (!IS_LITTLE_ENDIAN) return word | 0;
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

function knownName(text: string, start: number, length: number): KnownName {
  return { text, start, length, next: undefined, other: undefined };
}

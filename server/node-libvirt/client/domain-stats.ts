import { ProtocolError } from "../errors/errors";
import { REMOTE } from "../protocol/remote-calls.gen";
import { type Domain, readDomain } from "../protocol/remote-structs.gen";
import type { Connection } from "../rpc/connection";
import type { CallOptions } from "../rpc/options";
import type { Procedure } from "../rpc/procedure";
import type { XdrReader } from "../xdr/reader";
import type { TypedValue } from "./typed-params";

/**
 * Bulk statistics, decoded on a path of their own.
 *
 * A thousand machines send 84,000 named values; the names are three quarters of the bytes and the
 * same from record to record. So the reader compares each name with those that followed its
 * predecessor before, word by word against where they lie in the same message, and makes a new
 * string only when both guesses are wrong. The objects have no prototype: names come from the host,
 * and a table without one is also the quicker to fill. 64-bit values become numbers without a bigint between.
 */
const MAX_RECORDS = 16_384;
const MAX_PARAMS = 262_144;
const MAX_TEXT = 4_194_304;

export interface DomainStats {
  dom: Domain;
  /** By libvirt's names (`cpu.time`, `block.0.rd.bytes`). 64-bit: number up to 2^53 - 1, else bigint. */
  stats: Record<string, TypedValue>;
}

interface KnownName {
  readonly text: string;
  readonly start: number;
  readonly length: number;
  /** The two names that last came after this one: machines come in few shapes. */
  next: KnownName | undefined;
  other: KnownName | undefined;
}

class NameReader {
  private readonly reader: XdrReader;
  private readonly words: Int32Array;
  private readonly known = new Map<string, KnownName>();
  private readonly first = knownName("", 0, 0);
  private last = this.first;

  constructor(reader: XdrReader) {
    this.reader = reader;
    this.words = wordsOf(reader.bytes);
  }

  /** Back to the names a record begins with. */
  rewind(): void {
    this.last = this.first;
  }

  read(): string {
    const length = this.reader.length(MAX_TEXT);
    const start = this.reader.take((length + 3) & ~3);
    const { next, other } = this.last;
    if (next && this.isAt(next, start, length)) {
      this.last = next;
      return next.text;
    }
    if (other && this.isAt(other, start, length)) {
      this.last = other;
      return other.text;
    }
    const text = this.reader.bytes.toString("utf8", start, start + length);
    const name = this.known.get(text) ?? knownName(text, start, length);
    this.known.set(text, name);
    this.last.other = next;
    this.last.next = name;
    this.last = name;
    return text;
  }

  /** Compares whole words, padding included; from the end, where neighbouring names differ. */
  private isAt(name: KnownName, start: number, length: number): boolean {
    if (name.length !== length) return false;
    const words = this.words;
    const from = name.start >> 2;
    const to = start >> 2;
    for (let i = (length - 1) >> 2; i >= 0; i--) {
      if (words[from + i] !== words[to + i]) return false;
    }
    return true;
  }
}

/** XDR is made of four-byte words; a message that does not lie on a word boundary is copied once. */
function wordsOf(bytes: Buffer): Int32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
}

function knownName(text: string, start: number, length: number): KnownName {
  return { text, start, length, next: undefined, other: undefined };
}

function readWide(reader: XdrReader, signed: boolean): number | bigint {
  const start = reader.offset;
  const high = signed ? reader.int() : reader.uint();
  const value = high * 4_294_967_296 + reader.uint();
  if (Number.isSafeInteger(value)) return value;
  reader.offset = start;
  return signed ? reader.hyper() : reader.uhyper();
}

function readValue(reader: XdrReader): TypedValue {
  const type = reader.int();
  switch (type) {
    case 1:
      return reader.int();
    case 2:
      return reader.uint();
    case 3:
      return readWide(reader, true);
    case 4:
      return readWide(reader, false);
    case 5:
      return reader.double();
    case 6:
      return reader.int() !== 0;
    case 7:
      return reader.string(MAX_TEXT);
    default:
      throw new ProtocolError(`a typed parameter of type ${type}`);
  }
}

/** The records of a GetAllDomainStats answer. */
export function readDomainStats(reader: XdrReader): DomainStats[] {
  const names = new NameReader(reader);
  return reader.list(MAX_RECORDS, () => {
    const dom = readDomain(reader);
    const count = reader.length(MAX_PARAMS);
    const stats: Record<string, TypedValue> = Object.create(null);
    names.rewind();
    for (let i = 0; i < count; i++) {
      stats[names.read()] = readValue(reader);
    }
    return { dom, stats };
  });
}

const { args, program, number, name, priority } = REMOTE.connectGetAllDomainStats;

const GET_ALL_DOMAIN_STATS = {
  args,
  program,
  number,
  name,
  priority,
  ret: {
    read: readDomainStats,
    write: () => {
      throw new ProtocolError("statistics are only read");
    },
  },
} satisfies Procedure<Parameters<typeof args.write>[1], DomainStats[]>;

export interface DomainStatsRequest {
  /** VIR_DOMAIN_STATS_* or'ed; 0 = every group the daemon has. */
  stats?: number;
  /** VIR_CONNECT_GET_ALL_DOMAINS_STATS_* or'ed. */
  flags?: number;
  /** Only these; default: all domains of the host. */
  doms?: Domain[];
}

/**
 * Statistics of all domains (or `doms`) in one call (`virConnectGetAllDomainStats`).
 * Rejects with LibvirtError; on drivers without it `isNoSupport` is true.
 */
export function getAllDomainStats(
  connection: Connection,
  { stats = 0, flags = 0, doms = [] }: DomainStatsRequest = {},
  options?: CallOptions,
): Promise<DomainStats[]> {
  return connection.call(GET_ALL_DOMAIN_STATS, { doms, stats, flags }, options);
}

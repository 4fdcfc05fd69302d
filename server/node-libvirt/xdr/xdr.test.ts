import { describe, expect, it } from "vitest";
import { ProtocolError } from "../errors/errors";
import { bytes } from "../testing/bytes";
import { XdrReader } from "./reader";
import { XdrWriter } from "./writer";

function written(write: (writer: XdrWriter) => void): Buffer {
  const writer = new XdrWriter();
  write(writer);
  return writer.copy();
}

const MAX = 4_194_304;

interface Case<T> {
  name: string;
  value: T;
  wire: Buffer;
  write(writer: XdrWriter, value: T): void;
  read(reader: XdrReader): T;
}

const scalar = <T>(name: "int" | "uint" | "double" | "short" | "char", value: T, wire: Buffer) => ({
  name: `${name} ${value}`,
  value,
  wire,
  write: (writer: XdrWriter) => writer[name](Number(value)),
  read: (reader: XdrReader) => reader[name](),
});

const text = (value: string): Case<unknown> => ({
  name: `text ${JSON.stringify(value)}`,
  value,
  wire: bytes().text(value).build(),
  write: (writer) => writer.string(value, MAX),
  read: (reader) => reader.string(MAX),
});

const CASES: Case<unknown>[] = [
  scalar("int", 0, bytes().u32(0).build()),
  scalar("int", -1, bytes().u32(0xffffffff).build()),
  scalar("int", -2_147_483_648, bytes().u32(0x80000000).build()),
  scalar("int", 2_147_483_647, bytes().u32(0x7fffffff).build()),
  scalar("uint", 4_294_967_295, bytes().u32(0xffffffff).build()),
  scalar("short", 65_535, bytes().u32(65_535).build()),
  scalar("char", 200, bytes().u32(0xffffffc8).build()),
  scalar("double", 0.5, bytes().u64(0x3fe0000000000000n).build()),
  ...["", "a", "ab", "abc", "abcd", "naïve", "机器", "🖥"].map(text),
  {
    name: "hyper",
    value: -(2n ** 63n),
    wire: bytes().u64(0x8000000000000000n).build(),
    write: (writer) => writer.hyper(-(2n ** 63n)),
    read: (reader) => reader.hyper(),
  },
  {
    name: "unsigned hyper",
    value: 2n ** 64n - 1n,
    wire: bytes().u64(0xffffffffffffffffn).build(),
    write: (writer) => writer.uhyper(2n ** 64n - 1n),
    read: (reader) => reader.uhyper(),
  },
  {
    name: "opaque of odd length",
    value: Uint8Array.of(1, 2, 3, 4, 5),
    wire: bytes().u32(5).fixed([1, 2, 3, 4, 5]).build(),
    write: (writer) => writer.bytes(Uint8Array.of(1, 2, 3, 4, 5), 8),
    read: (reader) => reader.bytesUpTo(8),
  },
  {
    name: "opaque longer than the copy loop",
    value: new Uint8Array(100).fill(7),
    wire: bytes().u32(100).fixed(new Uint8Array(100).fill(7)).build(),
    write: (writer) => writer.bytes(new Uint8Array(100).fill(7), 100),
    read: (reader) => reader.bytesUpTo(100),
  },
  {
    name: "char array at four bytes each",
    value: Uint8Array.of(65, 255),
    wire: bytes().u32(2, 65, 0xffffffff).build(),
    write: (writer) => writer.chars(Uint8Array.of(65, 255), 8),
    read: (reader) => reader.chars(8),
  },
  {
    name: "fixed char array as text",
    value: "i686",
    wire: bytes().u32(105, 54, 56, 54, 0, 0).build(),
    write: (writer) => writer.fixedChars("i686", 6),
    read: (reader) => reader.fixedChars(6),
  },
  {
    name: "absent pointer",
    value: null,
    wire: bytes().u32(0).build(),
    write: (writer) => writer.optional(null, () => {}),
    read: (reader) => reader.optional((r) => r.int()),
  },
  {
    name: "list of present pointers",
    value: [1, 2],
    wire: bytes().u32(2, 1, 1, 1, 2).build(),
    write: (writer) => writer.list([1, 2], 4, (w, v) => w.optional(v, (x, n) => x.int(n))),
    read: (reader) => reader.list(4, (r) => r.optional((x) => x.int())),
  },
];

describe.each(CASES)("$name", ({ value, wire, write, read }) => {
  it("is written as the bytes of RFC 4506", () => {
    expect(written((writer) => write(writer, value)).toString("hex")).toBe(wire.toString("hex"));
  });

  it("is read back from those bytes, to the last one", () => {
    const reader = new XdrReader(wire);
    expect(read(reader)).toEqual(value);
    expect(() => reader.finish()).not.toThrow();
  });

  it("is refused when cut short at any byte", () => {
    for (let end = 0; end < wire.length; end++) {
      const reader = new XdrReader(wire.subarray(0, end));
      expect(() => read(reader), `cut at ${end}`).toThrow(ProtocolError);
    }
  });
});

describe("the reader's limits", () => {
  const reading = (build: Buffer) => new XdrReader(build);

  it("refuse lengths beyond the field's own", () => {
    expect(() => reading(bytes().text("abcde").build()).string(4)).toThrow("limit of 4");
    expect(() => reading(bytes().u32(9).build()).bytesUpTo(8)).toThrow("limit of 8");
    expect(() => reading(bytes().u32(17).build()).list(16, (r) => r.int())).toThrow("limit of 16");
  });

  it("refuse a list the message cannot hold before reading any of it", () => {
    let read = 0;
    const reader = reading(bytes().u32(1_000, 1, 2).build());
    expect(() => reader.list(16_384, () => read++)).toThrow(ProtocolError);
    expect(read).toBe(0);
  });

  it("refuse values outside their type", () => {
    expect(() => reading(bytes().u32(2).build()).optional((r) => r.int())).toThrow(ProtocolError);
    expect(() => reading(bytes().u32(256).build()).char()).toThrow(ProtocolError);
    expect(() => reading(bytes().u32(65_536).build()).short()).toThrow(ProtocolError);
  });

  it("refuse bytes left over", () => {
    const reader = reading(bytes().u32(1, 2).build());
    reader.int();
    expect(() => reader.finish()).toThrow("4 bytes too many");
  });

  it("leave nothing of the message behind in a byte field", () => {
    const wire = bytes().fixed([1, 2, 3, 4]).build();
    const copy = new XdrReader(wire).fixedBytes(4);
    wire.fill(0);
    expect(copy).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(copy.buffer.byteLength).toBe(4);
  });
});

describe("the writer's limits", () => {
  it.each<[string, (writer: XdrWriter) => void]>([
    ["an int of 33 bits", (w) => w.int(2 ** 32)],
    ["a fraction", (w) => w.int(1.5)],
    ["a negative unsigned", (w) => w.uint(-1)],
    ["a hyper of 65 bits", (w) => w.hyper(2n ** 63n)],
    ["a negative unsigned hyper", (w) => w.uhyper(-1n)],
    ["a short of 17 bits", (w) => w.short(65_536)],
    ["a text beyond its limit", (w) => w.string("naïve", 5)],
    ["a text with NUL", (w) => w.string("a\0b", 5)],
    ["bytes of the wrong fixed length", (w) => w.fixedBytes(new Uint8Array(15), 16)],
    ["a list beyond its limit", (w) => w.list([1, 2, 3], 2, (x, v) => x.int(v))],
    ["a message beyond 32 MiB", (w) => w.raw(new Uint8Array(33_554_437))],
  ])("refuse %s", (_name, write) => {
    expect(() => written(write)).toThrow(ProtocolError);
  });

  it("every kind of value survives the buffer growing in its midst", () => {
    const kinds: [(writer: XdrWriter) => void, Buffer][] = [
      [(w) => w.int(-2), bytes().u32(-2).build()],
      [(w) => w.hyper(-2n), bytes().u64(-2n).build()],
      [(w) => w.uhyper(2n), bytes().u64(2n).build()],
      [(w) => w.double(0.5), bytes().u64(0x3fe0000000000000n).build()],
      [(w) => w.string("abcde", 8), bytes().text("abcde").build()],
      [(w) => w.raw(Uint8Array.of(9, 8, 7)), Buffer.from([9, 8, 7])],
    ];
    for (const [write, wire] of kinds) {
      for (let fill = 4_096 - wire.length; fill <= 4_096; fill++) {
        const message = written((writer) => {
          writer.raw(new Uint8Array(fill));
          write(writer);
        });
        expect(message.subarray(fill).toString("hex")).toBe(wire.toString("hex"));
      }
    }
  });

  it("a reset writer starts over, also after a message that made it grow", () => {
    const writer = new XdrWriter();
    writer.raw(new Uint8Array(1_000_000));
    writer.reset();
    writer.int(1);
    expect(writer.copy()).toEqual(bytes().u32(1).build());
  });
});

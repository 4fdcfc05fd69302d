import { describe, expect, it } from "vitest";
import { ProtocolError } from "../errors/errors";
import type { Codec, Procedure } from "../rpc/procedure";
import { type ByteBuilder, bytes } from "../testing/bytes";
import { XdrReader } from "../xdr/reader";
import { XdrWriter } from "../xdr/writer";
import { EVENTS } from "./events.gen";
import { QEMU } from "./qemu-calls.gen";
import { REMOTE } from "./remote-calls.gen";
import * as S from "./remote-structs.gen";

const UUID = Uint8Array.from({ length: 16 }, (_, i) => 0xf0 + i);
const DOM: S.Domain = { name: "web-1", uuid: UUID, id: -1 };
const dom = (b: ByteBuilder) => b.text("web-1").fixed(UUID).u32(-1);

interface Case {
  name: string;
  codec: Codec<unknown>;
  value: unknown;
  wire: Buffer;
}

const CASES: Case[] = [
  {
    name: "arguments with an object and flags",
    codec: REMOTE.domainCreateWithFlags.args,
    value: { dom: DOM, flags: 3 },
    wire: dom(bytes()).u32(3).build(),
  },
  {
    name: "a list of domains with its count",
    codec: REMOTE.connectListAllDomains.ret,
    value: { domains: [DOM, DOM], ret: 2 },
    wire: dom(dom(bytes().u32(2)))
      .u32(2)
      .build(),
  },
  {
    name: "an opening with the default name",
    codec: REMOTE.connectOpen.args,
    value: { name: null, flags: 1 },
    wire: bytes().u32(0, 1).build(),
  },
  {
    name: "an opening with a name",
    codec: REMOTE.connectOpen.args,
    value: { name: "qemu:///system", flags: 0 },
    wire: bytes().u32(1).text("qemu:///system").u32(0).build(),
  },
  {
    name: "SASL data at four bytes a character",
    codec: REMOTE.authSaslStart.args,
    value: { mech: "PLAIN", nil: 0, data: Uint8Array.of(0, 97) },
    wire: bytes().text("PLAIN").u32(0, 2, 0, 97).build(),
  },
  {
    name: "typed parameters of every type",
    codec: REMOTE.domainMigratePerform3Params.args,
    value: {
      dom: DOM,
      dconnuri: null,
      params: [
        { field: "i", value: { type: 1, i: -5 } },
        { field: "ui", value: { type: 2, ui: 5 } },
        { field: "l", value: { type: 3, l: -5n } },
        { field: "ul", value: { type: 4, ul: 5n } },
        { field: "d", value: { type: 5, d: 0.5 } },
        { field: "b", value: { type: 6, b: 1 } },
        { field: "s", value: { type: 7, s: "x" } },
      ],
      cookieIn: Uint8Array.of(1, 2, 3),
      flags: 1,
    },
    wire: dom(bytes())
      .u32(0, 7)
      .text("i")
      .u32(1, -5)
      .text("ui")
      .u32(2, 5)
      .text("l")
      .u32(3)
      .u64(-5n)
      .text("ul")
      .u32(4)
      .u64(5n)
      .text("d")
      .u32(5)
      .u64(0x3fe0000000000000n)
      .text("b")
      .u32(6, 1)
      .text("s")
      .u32(7)
      .text("x")
      .u32(3)
      .fixed([1, 2, 3])
      .u32(1)
      .build(),
  },
  {
    name: "a volume's information with its char type",
    codec: REMOTE.storageVolGetInfo.ret,
    value: { type: 1, capacity: 2n ** 40n, allocation: 0n },
    wire: bytes()
      .u32(1)
      .u64(2n ** 40n, 0n)
      .build(),
  },
  {
    name: "a domain's information with its short count",
    codec: REMOTE.domainGetInfo.ret,
    value: { state: 1, maxMem: 2n, memory: 3n, nrVirtCpu: 4, cpuTime: 5n },
    wire: bytes().u32(1).u64(2n, 3n).u32(4).u64(5n).build(),
  },
  {
    name: "a QEMU monitor command",
    codec: QEMU.domainMonitorCommand.args,
    value: { dom: DOM, cmd: "info vnc", flags: 1 },
    wire: dom(bytes()).text("info vnc").u32(1).build(),
  },
  {
    name: "a lifecycle event",
    codec: {
      read: S.readDomainEventCallbackLifecycleMsg,
      write: S.writeDomainEventCallbackLifecycleMsg,
    } satisfies Codec<S.DomainEventCallbackLifecycleMsg>,
    value: { callbackId: 9, msg: { dom: DOM, event: 2, detail: 0 } },
    wire: dom(bytes().u32(9)).u32(2, 0).build(),
  },
];

describe.each(CASES)("$name", ({ codec, value, wire }) => {
  it("encodes to bytes built without the writer", () => {
    const writer = new XdrWriter();
    codec.write(writer, value);
    expect(writer.copy().toString("hex")).toBe(wire.toString("hex"));
  });

  it("decodes from them, leaving nothing", () => {
    const reader = new XdrReader(wire);
    expect(codec.read(reader)).toEqual(value);
    reader.finish();
  });

  it("is refused when it ends at any earlier byte", () => {
    for (let end = 0; end < wire.length; end++) {
      const cut = new XdrReader(wire.subarray(0, end));
      expect(() => codec.read(cut), `cut at ${end}`).toThrow(ProtocolError);
    }
  });
});

describe("all generated procedures", () => {
  const tables: Procedure<unknown, unknown>[] = [...Object.values(REMOTE), ...Object.values(QEMU)];

  it("have numbers of their own and no file descriptors", () => {
    const numbers = tables.map(({ program, number }) => `${program}:${number}`);
    expect(new Set(numbers).size).toBe(tables.length);
    expect(tables.length).toBeGreaterThan(390);
    for (const name of ["domainOpenGraphicsFd", "domainCreateWithFiles", "domainFdAssociate"]) {
      expect(tables.map((procedure) => procedure.name)).not.toContain(name);
    }
  });

  it("mark the eight that open a stream", () => {
    expect(
      tables
        .filter(({ stream }) => stream)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "domainMigratePrepareTunnel",
      "domainMigratePrepareTunnel3",
      "domainMigratePrepareTunnel3Params",
      "domainOpenChannel",
      "domainOpenConsole",
      "domainScreenshot",
      "storageVolDownload",
      "storageVolUpload",
    ]);
  });

  it("answer any bytes with a value or a ProtocolError, and never read past the end", () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return seed >> 16;
    };
    // Small words are likely lengths and tags: they reach deeper than plain noise.
    const noise = () =>
      bytes()
        .u32(...Array.from({ length: 40 }, () => random() % 7))
        .build();
    for (const procedure of tables) {
      for (let round = 0; round < 20; round++) {
        for (const codec of [procedure.args, procedure.ret]) {
          const reader = new XdrReader(noise());
          try {
            codec.read(reader);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
          expect(reader.offset).toBeLessThanOrEqual(reader.end);
        }
      }
    }
  });
});

describe("all generated events", () => {
  it("are told apart by program and number", () => {
    const keys = Object.values(EVENTS).map(({ program, number }) => `${program}:${number}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("are told apart by family and event number, as the daemon registers them", () => {
    const keys = Object.values(EVENTS).map(({ family, eventId }) => `${family}:${eventId}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { emitEvents, emitProgram } from "./emit-program";
import { emitStruct } from "./emit-structs";
import { readHeaders } from "./headers";
import { resolve } from "./ir";
import { parse } from "./parser";
import { fieldName, methodName, typeName } from "./policy";

const fixture = (name: string) =>
  readFileSync(new URL(`__fixtures__/${name}`, import.meta.url), "utf8");

const outside = new Map([
  ["TINY_LABEL_BUFLEN", 257],
  ["TINY_UUID_BUFLEN", 16],
  ["TINY_INT", 1],
]);

function emitTiny(): string {
  const ir = resolve(parse(fixture("tiny.x")), { outside, program: "remote" });
  if (!ir.program) throw new Error("no program");
  return [
    ...[...ir.structs.values()].map(emitStruct),
    emitProgram(ir.program),
    emitEvents([ir], new Map([["VIR_DOMAIN_EVENT_ID_TINY", 7]])),
  ].join("\n\n");
}

describe("the generator", () => {
  it("turns the small protocol into exactly the golden text", () => {
    expect(`${emitTiny()}\n`).toBe(fixture("tiny.golden.txt"));
  });

  it("leaves out procedures that pass file descriptors", () => {
    expect(emitTiny()).not.toContain("domainOpenGraphics");
  });

  it("puts stream procedures into a class of their own", () => {
    expect(emitTiny()).toMatch(/class RemoteStreamCalls \{[\s\S]*thingRead\(/);
  });

  it("refuses an event it cannot number", () => {
    const ir = resolve(parse(fixture("tiny.x")), { outside, program: "remote" });
    expect(() => emitEvents([ir], new Map())).toThrow("VIR_DOMAIN_EVENT_ID_TINY");
  });
});

describe("the parser", () => {
  it("names the line of a syntax error", () => {
    expect(() => parse("const A = 1;\nstruct b {\n  int c\n};")).toThrow("line 4");
  });

  it("refuses what it does not know", () => {
    expect(() => parse("class a {};")).toThrow("class");
    expect(() => parse("const A = 'x';")).toThrow("unexpected");
  });

  it("refuses unknown types and constants", () => {
    expect(() => resolve(parse("struct a { nothing b; };"), { outside })).toThrow("nothing");
    expect(() => resolve(parse("struct a { opaque b<N>; };"), { outside })).toThrow("N");
  });
});

describe("the header reader", () => {
  const facts = readHeaders([fixture("tiny.h")]);

  it("evaluates members in order, by shifts, ors, sums and earlier names", () => {
    expect(facts.enums).toEqual([
      {
        name: "virTiny",
        members: [
          { name: "VIR_TINY_A", value: 0 },
          { name: "VIR_TINY_B", value: 1 },
          { name: "VIR_TINY_FLAG", value: 16 },
          { name: "VIR_TINY_BOTH", value: 17 },
          { name: "VIR_TINY_HIGH", value: 2 ** 31 },
          { name: "VIR_TINY_NEGATIVE", value: -1 },
        ],
      },
    ]);
  });

  it("takes plain macros and passes over macros with parameters", () => {
    expect(facts.texts.get("VIR_TINY_FIELD")).toBe("tiny.field");
    expect(facts.numbers.get("VIR_TINY_SUM")).toBe(4097);
    expect(facts.numbers.has("VIR_TINY_CALL")).toBe(false);
  });
});

describe("naming", () => {
  it.each([
    ["callbackID", "callbackId"],
    ["rx_bytes", "rxBytes"],
    ["oldMAC", "oldMac"],
    ["nrVirtCpu", "nrVirtCpu"],
    ["xmlCPUs", "xmlCpus"],
    ["need_results", "needResults"],
  ])("field %s becomes %s", (name, expected) => expect(fieldName(name)).toBe(expected));

  it("types and methods follow the protocol's names", () => {
    expect(typeName("remote_nonnull_domain")).toBe("Domain");
    expect(typeName("qemu_domain_attach_args")).toBe("QemuDomainAttachArgs");
    expect(typeName("virNetMessageError")).toBe("VirNetMessageError");
    expect(methodName("DOMAIN_LOOKUP_BY_UUID")).toBe("domainLookupByUuid");
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MachineRow } from "../inventory/types";
import { compileFilter, type FilterWorld } from "./compile";
import { formatFilter } from "./format";
import { parseFilter } from "./parse";
import { type FilterTerm, filterKeys, isFilterKey } from "./terms";

const row: MachineRow = {
  hostId: "h1",
  uuid: "5ac9f0d2-0000-4000-8000-000000000001",
  name: "web-01",
  title: "Front page",
  state: "running",
  reason: "none",
  vcpus: 4,
  memoryKib: 8 * 1024 ** 2,
  memoryMaxKib: 8 * 1024 ** 2,
  autostart: true,
  persistent: true,
  hasManagedSave: false,
  ips: ["10.20.0.11", "fe80::5054:ff:fe00:1"],
  startedAtMs: 1_000,
  seenUpAtMs: 1_000,
  osId: "http://debian.org/debian/13",
};
const world: FilterWorld = {
  hostName: () => "kvm-sh-01",
  hostLink: () => "online",
  cpuPercent: () => 34,
  isBusy: () => false,
  projectName: () => "web shop",
  nowMs: () => 1_000 + 3 * 86_400_000,
};
const holds = (text: string) => compileFilter(parseFilter(text).terms, world)(row);

const keys = Object.keys(filterKeys).filter(isFilterKey);
const anyTerm: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({
    negated: fc.boolean(),
    key: fc.constant(null),
    op: fc.constant(":" as const),
    values: fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }),
  }),
  fc
    .record({
      negated: fc.boolean(),
      key: fc.constantFrom(...keys),
      text: fc.string({ minLength: 1 }),
    })
    .map(({ negated, key, text }) => {
      const { kind, values } = filterKeys[key];
      return { negated, key, op: ":" as const, values: kind === "text" ? [text] : [...values] };
    }),
);

describe("parsing", () => {
  test("no input throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseFilter(text)));
  });

  test("terms survive being written and read back", () => {
    fc.assert(
      fc.property(fc.array(anyTerm, { maxLength: 5 }), (terms) => {
        const read = parseFilter(formatFilter(terms));
        expect(read.complaints).toEqual([]);
        expect(read.terms).toEqual(terms);
      }),
    );
  });

  test("what was understood of any text means the same after being written", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { terms } = parseFilter(text);
        expect(parseFilter(formatFilter(terms)).terms).toEqual(terms);
      }),
    );
  });

  test("an unknown key is a complaint with the nearest key, not a word", () => {
    const read = parseFilter("sate:running memory>1GiB zzz:1");
    expect(read.terms).toEqual([]);
    expect(read.complaints.map((c) => [c.kind, c.key, c.suggestion])).toEqual([
      ["unknownKey", "sate", "state"],
      ["unknownKey", "memory", "mem"],
      ["unknownKey", "zzz", null],
    ]);
  });

  test("a value or an operator that the key does not take is a complaint", () => {
    expect(parseFilter("state:sleeping").complaints[0]?.kind).toBe("badValue");
    expect(parseFilter("mem>lots").complaints[0]?.kind).toBe("badValue");
    expect(parseFilter("name>web").complaints[0]?.kind).toBe("badOp");
    expect(parseFilter("host:").complaints[0]?.kind).toBe("emptyValue");
  });
});

describe("matching", () => {
  test("a term and its exclusion never agree", () => {
    fc.assert(
      fc.property(anyTerm, (term) => {
        const yes = compileFilter([{ ...term, negated: false }], world)(row);
        const no = compileFilter([{ ...term, negated: true }], world)(row);
        expect(yes).toBe(!no);
      }),
    );
  });

  test.each([
    "web",
    "WEB-01",
    "front",
    "10.20.0",
    "5ac9f0d2",
    "kvm-sh",
    "state:running",
    "state:paused,running",
    "host:kvm-*",
    "project:shop",
    "host:*-01",
    "name:w*0*1",
    "name=web-01",
    "mem>=8GiB",
    "mem=8192MiB",
    "vcpu>3",
    "cpu<50%",
    "uptime>2d",
    "os:debian",
    "autostart:yes",
    "-is:stale",
    "ip:fe80::*",
    '"front page"',
  ])("%s finds the machine", (text) => expect(holds(text)).toBe(true));

  test.each([
    "db",
    "state:off",
    "-state:running",
    "host:lab-*",
    "name=web",
    "mem>8GiB",
    "uptime>4d",
    "is:attention",
    "name:web*web*01",
    "web state:off",
  ])("%s does not", (text) => expect(holds(text)).toBe(false));
});

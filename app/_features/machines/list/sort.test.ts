import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MachineRow } from "@/server/inventory/types";
import { compareBy, type Sort } from "./sort";

const machine = (name: string, more: Partial<MachineRow> = {}): MachineRow => ({
  hostId: "h1",
  uuid: name,
  name,
  title: null,
  state: "running",
  reason: "none",
  vcpus: 1,
  memoryKib: 1024,
  memoryMaxKib: 1024,
  autostart: false,
  persistent: true,
  hasManagedSave: false,
  ips: [],
  startedAtMs: null,
  seenUpAtMs: null,
  osId: null,
  ...more,
});
const world = {
  hostName: (id: string) => id,
  cpuPercent: (row: MachineRow) => (row.vcpus > 2 ? row.vcpus : null),
  memoryPercent: () => null,
  collator: new Intl.Collator("en", { numeric: true }),
};
const order = (sort: Sort, rows: MachineRow[]) =>
  [...rows].sort(compareBy(sort, world)).map((row) => row.name);

describe("sorting", () => {
  test("numbers in names count as numbers", () =>
    expect(order({ by: "name", descending: false }, [machine("web-10"), machine("web-9")])).toEqual(
      ["web-9", "web-10"],
    ));

  test("what is not known comes last in either direction", () => {
    const rows = [machine("a"), machine("b", { vcpus: 4 }), machine("c", { vcpus: 8 })];
    expect(order({ by: "cpu", descending: false }, rows)).toEqual(["b", "c", "a"]);
    expect(order({ by: "cpu", descending: true }, rows)).toEqual(["c", "b", "a"]);
  });

  test("what broke comes first by state", () =>
    expect(
      order({ by: "state", descending: false }, [
        machine("off", { state: "shutOff" }),
        machine("run"),
        machine("full", { state: "paused", reason: "ioError" }),
      ]),
    ).toEqual(["full", "run", "off"]));

  test("two different machines are never equal", () => {
    const rows = fc.record({
      uuid: fc.string(),
      hostId: fc.constantFrom("h1", "h2"),
      vcpus: fc.integer({ min: 1, max: 4 }),
    });
    const sorts = fc.record({
      by: fc.constantFrom("name" as const, "cpu" as const, "ip" as const, "host" as const),
      descending: fc.boolean(),
    });
    fc.assert(
      fc.property(rows, rows, sorts, (x, y, sort) => {
        const compare = compareBy(sort, world);
        const [a, b] = [machine("same", x), machine("same", y)];
        const same = x.uuid === y.uuid && x.hostId === y.hostId;
        if (!same) expect(compare(a, b)).not.toBe(0);
        expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0);
      }),
    );
  });
});

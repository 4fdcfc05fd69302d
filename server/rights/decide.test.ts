import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actions, builtInRoles } from "./actions";
import { allows, type EffectiveGrant, reaches, type Surroundings } from "./decide";
import { roleActions } from "./roles";
import type { Scope } from "./schema";

const A = "11111111-1111-4111-8111-111111111111";
const B = "22222222-2222-4222-8222-222222222222";
const around: Surroundings = { projectOf: (uuid) => (uuid === A ? "p1" : undefined) };

const places: Scope[] = [
  { kind: "fleet" },
  { kind: "project", projectId: "p1" },
  { kind: "project", projectId: "p2" },
  { kind: "machine", uuid: A },
  { kind: "machine", uuid: B },
  { kind: "host", hostId: "h1" },
  { kind: "host", hostId: "h2" },
  { kind: "pool", hostId: "h1", pool: "default" },
  { kind: "pool", hostId: "h2", pool: "default" },
  { kind: "network", hostId: "h1", network: "default" },
];
const nameOf = (scope: Scope) => Object.values(scope).join(" ");

describe("a scope reaches", () => {
  const reached: Record<string, string[]> = {
    fleet: places.map(nameOf),
    "project p1": ["project p1", `machine ${A}`],
    "project p2": ["project p2"],
    [`machine ${A}`]: [`machine ${A}`],
    [`machine ${B}`]: [`machine ${B}`],
    "host h1": ["host h1", "pool h1 default", "network h1 default"],
    "host h2": ["host h2", "pool h2 default"],
    "pool h1 default": ["pool h1 default"],
    "pool h2 default": ["pool h2 default"],
    "network h1 default": ["network h1 default"],
  };
  test.each(places.map((place) => [nameOf(place), place] as const))("%s", (name, scope) => {
    const found = places.filter((object) => reaches(scope, object, around)).map(nameOf);
    expect(found).toEqual(reached[name]);
  });
});

const grant = (patch: Partial<EffectiveGrant>): EffectiveGrant => ({
  id: "g",
  actions: new Set(["machine.view"]),
  scope: { kind: "fleet" },
  expiresAtMs: null,
  ...patch,
});
const wanted = {
  action: "machine.view",
  object: { kind: "machine", uuid: A },
  nowMs: 1_000,
} as const;

test("a grant counts until the moment it runs out", () => {
  expect(allows([grant({ expiresAtMs: 1_001 })], wanted, around)).toBe(true);
  expect(allows([grant({ expiresAtMs: 1_000 })], wanted, around)).toBe(false);
});

test("nothing is allowed without a grant that names the action", () => {
  expect(allows([], wanted, around)).toBe(false);
  expect(allows([grant({ actions: new Set(["machine.stats"]) })], wanted, around)).toBe(false);
});

test("one more grant never takes anything away", () => {
  const anyGrant = fc.record({
    id: fc.constant("g"),
    actions: fc.subarray([...actions]).map((list) => new Set(list)),
    scope: fc.constantFrom(...places),
    expiresAtMs: fc.option(fc.integer({ min: 0, max: 2_000 })),
  });
  const question = fc.record({
    action: fc.constantFrom(...actions),
    object: fc.constantFrom(...places),
    nowMs: fc.constant(1_000),
  });
  fc.assert(
    fc.property(fc.array(anyGrant), anyGrant, question, (grants, more, asked) => {
      if (!allows(grants, asked, around)) return;
      expect(allows([...grants, more], asked, around)).toBe(true);
    }),
  );
});

test("only an owner may edit raw XML, and only owner and access admin may give rights", () => {
  const having = (action: (typeof actions)[number]) =>
    builtInRoles.filter((role) => roleActions[role].has(action));
  expect(having("machine.rawXml")).toEqual(["owner"]);
  expect(having("access.manage")).toEqual(["accessAdmin", "owner"]);
  expect(having("audit.view")).toEqual(["auditor", "owner"]);
});

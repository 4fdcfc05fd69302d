import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAuditQuery } from "./query";
import { searchAudit } from "./search";
import { auditFixture, entry } from "./testing/audit-fixture";

const host = { kind: "host", id: "h1", name: 'kvm "1"' } as const;
let a: Awaited<ReturnType<typeof auditFixture>>;
beforeAll(async () => {
  a = await auditFixture();
  await a.audit.record(entry({ reason: "noisy neighbour" }));
  await a.audit.record(entry({ action: "machine.forceOff", outcome: "failed" }));
  await a.audit.record(entry({ action: "access.denied", decision: "denied", objects: [host] }));
  const outside = { id: "outside", name: "outside", sessionId: null, sourceIp: null };
  await a.audit.record(entry({ actor: outside, action: "outside.stopped" }));
});
afterAll(() => a.remove());

const found = async (q: string) => {
  const { where, complaints } = readAuditQuery(q);
  expect(complaints).toEqual([]);
  return (await searchAudit(a.db, where, { limit: 50 })).rows.map(({ seq }) => seq);
};

describe("the query finds", () => {
  test.each([
    ["", [4, 3, 2, 1]],
    ["actor:ad", [3, 2, 1]],
    ["actor=ad", []],
    ["action:machine.", [2, 1]],
    ["action:machine.start,access.denied", [3, 1]],
    ["-action:machine.", [4, 3]],
    ["is:outside", [4]],
    ["is:denied", [3]],
    ["decision:allowed -is:outside", [2, 1]],
    ["outcome:failed", [2]],
    ["machine:web-01", [4, 2, 1]],
    ["host=h1", [3]],
    ['host:"kvm \\"1\\""', [3]],
    ["object=00000000-0000-4000-8000-000000000001", [4, 2, 1]],
    ["ip:10.0.0", [3, 2, 1]],
    ["reason:neighbour", [1]],
    ["noisy", [1]],
    ["since:1h", [4, 3, 2, 1]],
    ["until:1h", []],
    ["since:2020-01-01 seq<3", [2, 1]],
    ["seq>=2 seq<=3", [3, 2]],
  ])("%s", async (q, seqs) => expect(await found(q)).toEqual(seqs));
});

test("what is not understood is told, and the rest holds", () => {
  const kinds = (q: string) => readAuditQuery(q).complaints.map(({ kind, key }) => [kind, key]);
  expect(kinds("actr:ada seq:x since:soon decision:maybe actor>a host: is:odd")).toEqual([
    ["unknownKey", "actr"],
    ["badValue", "seq"],
    ["badValue", "since"],
    ["badValue", "decision"],
    ["badOp", "actor"],
    ["emptyValue", "host"],
    ["badValue", "is"],
  ]);
  expect(kinds("__proto__:x constructor:y")).toEqual([
    ["unknownKey", "__proto__"],
    ["unknownKey", "constructor"],
  ]);
});

test("no input breaks the query, and its cost is bounded", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 300 }), async (q) => {
      await searchAudit(a.db, readAuditQuery(q).where, { limit: 5 });
    }),
    { numRuns: 40 },
  );
});

test("pages follow one another without a gap or a repeat", async () => {
  const pages: number[] = [];
  let before: number | null | undefined;
  while (before !== null) {
    const { rows, nextBefore } = await searchAudit(a.db, {}, { before, limit: 1 });
    pages.push(...rows.map(({ seq }) => seq));
    before = nextBefore;
  }
  expect(pages).toEqual([4, 3, 2, 1]);
});

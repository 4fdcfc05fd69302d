import { afterEach, beforeEach, expect, test } from "vitest";
import { formatWitnessLine, readWitnessLines, signCheckpoint } from "./checkpoint";
import { auditFixture, entry, newKey } from "./testing/audit-fixture";

let a: Awaited<ReturnType<typeof auditFixture>>;
beforeEach(async () => {
  a = await auditFixture();
});
afterEach(() => a.remove());

test("fifty at once make one chain without a gap", async () => {
  await Promise.all(Array.from({ length: 50 }, () => a.audit.record(entry())));
  expect(await a.verify()).toMatchObject({ ok: true, events: 50, firstSeq: 1, lastSeq: 50 });
});

test("a change that is rolled back takes its event along, and the next one closes the gap", async () => {
  await a.audit.record(entry());
  const broken = a.writer.transaction(async (tx) => {
    await a.audit.append(tx, entry());
    throw new Error("the change itself fails");
  });
  await expect(broken).rejects.toThrow("the change itself fails");
  await a.audit.record(entry());
  expect(await a.verify()).toMatchObject({ ok: true, events: 2, lastSeq: 2 });
});

test("what is too large to keep is named by its size, not cut in the middle", async () => {
  await a.audit.record(entry({ after: { text: "x".repeat(100_000) } }));
  const { data } = await a.db.auditEvent.findFirstOrThrow();
  expect(JSON.parse(data)).toEqual({ tooLarge: expect.any(Number) });
});

test("a witness line survives the journal it stands in, and nothing else is taken for one", () => {
  const key = newKey();
  const what = { seq: 812, hash: "ab".repeat(32), count: 812, at: new Date(1_800_000_000_000) };
  const signed = signCheckpoint(key, what);
  const line = formatWitnessLine(key.installation, signed);
  const journal = `Nov 25 05:00:01 kvm1 flotilla-witness[7]: ${line}\nflotilla-witness 1 id=x seq=1\n\n`;
  expect(readWitnessLines(journal)).toEqual([{ ...signed, installation: key.installation }]);
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { genesis, hashOf } from "./chain";
import { signCheckpoint } from "./checkpoint";
import { cutAudit } from "./cut";
import { auditFixture, newKey } from "./testing/audit-fixture";

let a: Awaited<ReturnType<typeof auditFixture>>;
beforeEach(async () => {
  a = await auditFixture();
  await a.append(6);
  await a.checkpoint();
  await a.append(6);
  await a.checkpoint();
});
afterEach(() => a.remove());

const first = async (by = a.key) => (await a.verify(by)).findings[0];

test("what was only ever appended to verifies, with its witness", async () => {
  expect(await a.verify()).toMatchObject({
    ok: true,
    events: 12,
    checkpoints: 2,
    findings: [],
    witnesses: [{ source: "kvm1", lines: 2, agreeing: 2, newestSeq: 12 }],
  });
});

test("the database itself refuses to change or delete an event", async () => {
  await expect(a.db.auditEvent.updateMany({ data: { actorName: "bob" } })).rejects.toThrow();
  await expect(a.db.auditEvent.deleteMany({})).rejects.toThrow();
});

describe("with the triggers gone, verify finds", () => {
  const one = `"audit_event" WHERE "seq" = 5`;
  test.each([
    ["one changed letter", [`UPDATE "audit_event" SET "actorName" = 'adb' WHERE "seq" = 5`]],
    [
      "one flipped bit of a hash",
      [
        `UPDATE "audit_event" SET "hash" = replace("hash", substr("hash", 9, 1), CASE substr("hash", 9, 1) WHEN '0' THEN '1' ELSE '0' END) WHERE "seq" = 5`,
      ],
    ],
    [
      "a time that moved",
      [`UPDATE "audit_event" SET "at" = '2026-01-01T00:00:00.000+00:00' WHERE "seq" = 5`],
    ],
    [
      "an event filed under another machine",
      [`UPDATE "audit_event" SET "machineUuid" = 'x' WHERE "seq" = 5`],
    ],
    ["a decision turned round", [`UPDATE "audit_event" SET "decision" = 'denied' WHERE "seq" = 5`]],
    [
      "what is no JSON any more",
      [
        `UPDATE "audit_event" SET "action" = 'audit.cut', "data" = '{', "objects" = 'x' WHERE "seq" = 5`,
      ],
    ],
  ])("%s", async (_what, statements) => {
    await a.tamper(...statements);
    expect(await first()).toEqual({ kind: "changed", seq: 5, source: null });
  });

  test("a deleted event", async () => {
    await a.tamper(`DELETE FROM ${one}`);
    expect(await first()).toEqual({ kind: "missing", seq: 5, source: null });
  });

  test("an inserted event, with every later number moved up", async () => {
    await a.tamper(
      `UPDATE "audit_event" SET "seq" = -"seq" - 1 WHERE "seq" >= 5`,
      `UPDATE "audit_event" SET "seq" = -"seq" WHERE "seq" < 0`,
      `INSERT INTO "audit_event" SELECT 5, "at", "actorId", "actorName", "sessionId", "sourceIp", "action", "objects", "decision", "operationId", "reason", "data", "previousHash", "hash", "machineUuid" FROM "audit_event" WHERE "seq" = 4`,
    );
    expect(await first()).toMatchObject({ seq: 5 });
  });

  test("two events that changed places", async () => {
    await a.tamper(
      `UPDATE "audit_event" SET "seq" = 1000 WHERE "seq" = 5`,
      `UPDATE "audit_event" SET "seq" = 5 WHERE "seq" = 6`,
      `UPDATE "audit_event" SET "seq" = 6 WHERE "seq" = 1000`,
    );
    expect(await first()).toMatchObject({ seq: 5 });
  });

  test("a cut tail: by its checkpoints, and by the witness when those are cut as well", async () => {
    await a.tamper(`DELETE FROM "audit_event" WHERE "seq" > 8`);
    expect(await first()).toEqual({ kind: "behind", seq: 9, source: null });
    await a.tamper(`DELETE FROM "audit_checkpoint" WHERE "seq" > 8`);
    expect(await first()).toEqual({ kind: "behind", seq: 9, source: "kvm1" });
  });

  test("a database that is an older one, whole and sound in itself: by the witness only", async () => {
    await a.tamper(
      `DELETE FROM "audit_event" WHERE "seq" > 6`,
      `DELETE FROM "audit_checkpoint" WHERE "seq" > 6`,
    );
    const verdict = await a.verify();
    expect(verdict.findings).toEqual([{ kind: "behind", seq: 7, source: "kvm1" }]);
    expect(verdict.witnesses[0]).toMatchObject({ agreeing: 1, newestSeq: 12 });
  });

  test("all events replaced by a chain of one's own, signed with the stolen key: by the witness", async () => {
    await rewriteAll();
    await a.tamper(`DELETE FROM "audit_checkpoint"`);
    const last = await a.db.auditEvent.findFirstOrThrow({ orderBy: { seq: "desc" } });
    const forged = { seq: last.seq, hash: last.hash, count: last.seq, at: new Date() };
    await a.db.auditCheckpoint.create({ data: signCheckpoint(a.key, forged) });
    expect(await first()).toEqual({ kind: "differs", seq: 6, source: "kvm1" });
  });

  test("all events and the key replaced: the witness knows the old key", async () => {
    await rewriteAll();
    await a.tamper(`DELETE FROM "audit_checkpoint"`);
    expect(await first(newKey())).toEqual({ kind: "otherKey", seq: 6, source: "kvm1" });
    expect(await first(newKey("01ANOTHER"))).toEqual({ kind: "otherKey", seq: 6, source: "kvm1" });
  });

  test("a checkpoint nobody signed", async () => {
    await a.tamper(`UPDATE "audit_checkpoint" SET "count" = 13 WHERE "seq" = 12`);
    expect(await first()).toEqual({ kind: "forged", seq: 12, source: null });
  });

  /** What an insider with the database can do best: another story, sound in itself. */
  async function rewriteAll(): Promise<void> {
    const rows = await a.db.auditEvent.findMany({ orderBy: { seq: "asc" } });
    let previousHash = genesis;
    await a.tamper();
    for (const { hash: _hash, previousHash: _before, ...event } of rows) {
      const told = { ...event, actorName: "somebody else" };
      const hash = hashOf(told, previousHash);
      await a.db.auditEvent.update({
        where: { seq: event.seq },
        data: { actorName: told.actorName, previousHash, hash },
      });
      previousHash = hash;
    }
  }
});

test("a retention's cut verifies, is told in the chain, and leaves the triggers where they were", async () => {
  const kept = await a.db.auditEvent.findUniqueOrThrow({ where: { seq: 8 } });
  const { db, writer, audit, key, appendOnly } = a;
  const before = new Date(kept.at.getTime());
  const older = await db.auditEvent.count({ where: { at: { lt: before } } });
  expect(await cutAudit({ writer, audit, key, appendOnly }, before)).toBe(older);
  expect(await a.verify()).toMatchObject({ ok: true, firstSeq: older + 1, lastSeq: 13 });
  await expect(db.auditEvent.deleteMany({})).rejects.toThrow();
  await a.tamper(`DELETE FROM "audit_event" WHERE "seq" = ${older + 1}`);
  expect((await a.verify()).findings[0]).toEqual({ kind: "missing", seq: older + 1, source: null });
});

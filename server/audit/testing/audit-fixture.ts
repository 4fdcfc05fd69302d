import { generateKeyPairSync } from "node:crypto";
import { providerOf } from "../../db/client";
import { Writer } from "../../db/writer";
import { tempDatabase } from "../../operations/testing/fixture";
import { appendOnlyOf } from "../append-only";
import { createAudit } from "../audit-log";
import { formatWitnessLine, readWitnessLines, signCheckpoint } from "../checkpoint";
import { signingKey } from "../signing-key";
import type { AuditEntry } from "../types";
import { verifyAudit } from "../verify";

export const newKey = (installation = "01INSTALLATION") =>
  signingKey(generateKeyPairSync("ed25519").privateKey, installation);

export const entry = (over: Partial<AuditEntry> = {}): AuditEntry => ({
  actor: { id: "u1", name: "ada", sessionId: "s1", sourceIp: "10.0.0.7" },
  action: "machine.start",
  objects: [{ kind: "machine", id: "00000000-0000-4000-8000-000000000001", name: "web-01" }],
  decision: "allowed",
  ...over,
});

const disarm = {
  sqlite: ["update", "delete"].map((what) => `DROP TRIGGER IF EXISTS "audit_event_no_${what}"`),
  postgresql: [`ALTER TABLE "audit_event" DISABLE TRIGGER USER`],
};

/** A real database with events, checkpoints as the server takes them, and one witness that keeps their lines. */
export async function auditFixture() {
  const database = await tempDatabase();
  const { db, url } = database;
  const writer = new Writer(db);
  await writer.takeEpoch("test");
  const audit = createAudit(writer);
  const key = newKey();
  const lines: string[] = [];
  const checkpoint = async () => {
    const last = await db.auditEvent.findFirstOrThrow({ orderBy: { seq: "desc" } });
    const { seq, hash } = last;
    const signed = signCheckpoint(key, { seq, hash, count: seq, at: new Date() });
    await db.auditCheckpoint.create({ data: signed });
    lines.push(formatWitnessLine(key.installation, signed));
  };
  return {
    db,
    url,
    writer,
    audit,
    key,
    lines,
    appendOnly: appendOnlyOf(url),
    checkpoint,
    async append(count: number) {
      for (let n = 0; n < count; n++) await audit.record(entry());
    },
    verify: (by = key) =>
      verifyAudit(db, by, [
        { source: "kvm1", lines: readWitnessLines(lines.join("\n")), problem: null },
      ]),
    /** As somebody with the database in hand would: without the triggers. */
    async tamper(...statements: string[]) {
      for (const statement of [...disarm[providerOf(url)], ...statements])
        await db.$executeRawUnsafe(statement);
    },
    remove: () => database.remove(),
  };
}

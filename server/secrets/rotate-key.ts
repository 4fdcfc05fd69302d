import type { Db } from "../db/client";
import type { Tx, Writer } from "../db/writer";
import type { KeyRing } from "./key-ring";
import { keyIdIn } from "./seal";

interface Rotation {
  db: Db;
  writer: Writer;
  keys: KeyRing;
  /** In the transaction of the last re-sealing: the record that it was done. */
  record?(tx: Tx, done: { keyId: string; secrets: number }): Promise<void>;
}

/**
 * Seals every secret anew under a new master key. Cut off anywhere it is taken up by the next call:
 * both keys open until the last secret is under the new one, and only then does it become the master key.
 */
export async function rotateKey({ db, writer, keys, record }: Rotation): Promise<string> {
  await keys.beginRotation();
  const keyId = keys.currentId;
  const names = await db.secret.findMany({ select: { name: true }, orderBy: { name: "asc" } });
  for (const { name } of names)
    await writer.transaction(async (tx) => {
      const row = await tx.secret.findUnique({ where: { name } });
      if (!row || keyIdIn(row.sealed) === keyId) return;
      const sealed = keys.seal(name, keys.open(name, row.sealed));
      // A value written meanwhile is already under the new key, and is not put back.
      await tx.secret.updateMany({ where: { name, sealed: row.sealed }, data: { sealed } });
    });
  await assertAllOpen(db, keys);
  await writer.transaction(async (tx) => record?.(tx, { keyId, secrets: names.length }));
  await keys.endRotation();
  return keyId;
}

async function assertAllOpen(db: Db, keys: KeyRing): Promise<void> {
  for (const { name, sealed } of await db.secret.findMany()) {
    keys.open(name, sealed);
    if (keyIdIn(sealed) !== keys.currentId) throw new Error(`secret ${name} is under another key`);
  }
}

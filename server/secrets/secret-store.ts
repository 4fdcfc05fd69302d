import type { Db } from "../db/client";
import type { Tx } from "../db/writer";
import type { KeyRing } from "./key-ring";

/** Named secrets, sealed at rest. Names say what they are for: `ssh:identity`, `host:<id>:sasl`. */
export interface SecretStore {
  /** undefined when there is none; throws UnsealError when it does not open. */
  read(name: string): Promise<string | undefined>;
  /** In the caller's transaction, where one is given. */
  write(name: string, value: string, tx?: Tx): Promise<void>;
  /** Keeps what is there; the value that is stored afterwards is returned. */
  writeOnce(name: string, value: string): Promise<string>;
  remove(name: string, tx?: Tx): Promise<void>;
}

export function createSecretStore(db: Db, keys: KeyRing): SecretStore {
  const read = async (name: string): Promise<string | undefined> => {
    const row = await db.secret.findUnique({ where: { name } });
    return row ? keys.open(name, row.sealed).toString() : undefined;
  };
  return {
    read,
    async write(name, value, tx: Tx = db) {
      const sealed = keys.seal(name, Buffer.from(value));
      await tx.secret.upsert({ where: { name }, create: { name, sealed }, update: { sealed } });
    },
    async writeOnce(name, value) {
      const sealed = keys.seal(name, Buffer.from(value));
      await db.secret.upsert({ where: { name }, create: { name, sealed }, update: {} });
      const stored = await read(name);
      if (stored === undefined) throw new Error(`secret ${name} was removed while it was written`);
      return stored;
    },
    async remove(name, tx: Tx = db) {
      await tx.secret.deleteMany({ where: { name } });
    },
  };
}

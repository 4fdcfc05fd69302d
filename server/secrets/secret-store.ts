import type { Db } from "../db/client";
import { open, seal } from "./seal";

/** Named secrets, sealed at rest. Names say what they are for: `ssh:identity`, `host:<id>:sasl`. */
export interface SecretStore {
  /** undefined when there is none; throws UnsealError when it does not open. */
  read(name: string): Promise<string | undefined>;
  write(name: string, value: string): Promise<void>;
  /** Keeps what is there; the value that is stored afterwards is returned. */
  writeOnce(name: string, value: string): Promise<string>;
  remove(name: string): Promise<void>;
}

export function createSecretStore(db: Db, masterKey: Uint8Array): SecretStore {
  const read = async (name: string): Promise<string | undefined> => {
    const row = await db.secret.findUnique({ where: { name } });
    return row ? open(masterKey, name, row.sealed).toString() : undefined;
  };
  return {
    read,
    async write(name, value) {
      const sealed = seal(masterKey, name, Buffer.from(value));
      await db.secret.upsert({ where: { name }, create: { name, sealed }, update: { sealed } });
    },
    async writeOnce(name, value) {
      const sealed = seal(masterKey, name, Buffer.from(value));
      await db.secret.upsert({ where: { name }, create: { name, sealed }, update: {} });
      const stored = await read(name);
      if (stored === undefined) throw new Error(`secret ${name} was removed while it was written`);
      return stored;
    },
    async remove(name) {
      await db.secret.deleteMany({ where: { name } });
    },
  };
}

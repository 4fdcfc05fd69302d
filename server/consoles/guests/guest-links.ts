import { createHash, randomBytes } from "node:crypto";
import type { Db } from "../../db/client";

const SECRET_BYTES = 32;

export const createSecret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

/** What is kept of a secret. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** The links in the database that still let somebody in. */
export class GuestLinks {
  private readonly db: Db;

  constructor(db: Db) {
    this.db = db;
  }

  bySecret(secret: string) {
    return this.db.guestLink.findFirst({ where: { hash: hashOf(secret), ...standing() } });
  }

  ofMachine(machineUuid: string) {
    const where = { machineUuid, ...standing() };
    return this.db.guestLink.findMany({ where, orderBy: { createdAt: "desc" } });
  }

  async stands(id: string): Promise<boolean> {
    return (await this.db.guestLink.count({ where: { id, ...standing() } })) === 1;
  }
}

export type StandingLink = NonNullable<Awaited<ReturnType<GuestLinks["bySecret"]>>>;

const standing = () => ({ revokedAt: null, expiresAt: { gt: new Date() } });

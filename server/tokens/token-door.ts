import type { SignedIn } from "../access/access-types";
import { readPreferences } from "../access/preferences";
import { AppError } from "../problem";
import { subjectIdOf } from "../rights/subject-id";
import type { Runtime } from "../runtime-types";
import { inCidr } from "./in-cidr";
import { bearerOf, hashToken } from "./token-text";

const USE_NOTED_EVERY_MS = 60_000;

export interface TokenCaller {
  signedIn: SignedIn;
  tokenId: string;
  expiresAtMs: number;
  /** Known to the caller alone; keys what is remembered of his requests. */
  secret: string;
}

export interface TokenDoor {
  /** Whose `Authorization: Bearer` this is; throws `tokenWrong`, or `throttled` after many wrong ones. */
  open(authorization: string | undefined, sourceIp: string): Promise<TokenCaller>;
  /** Whether a token that was let in may still be. */
  stillGood(tokenId: string): Promise<boolean>;
}

type DoorRuntime = Pick<Runtime, "db" | "rights" | "access" | "log">;

/**
 * Every wrong token costs the same: one hash, one look-up, one answer for all reasons. Wrong ones are
 * slowed by source, good ones never: a stranger behind the same address cannot lock a program out.
 */
export function createTokenDoor({ db, rights, access, log }: DoorRuntime): TokenDoor {
  const noted = new Map<string, number>();

  function refuse(sourceIp: string): never {
    const keys = [`token:${sourceIp}`];
    access.throttle.check(keys);
    access.throttle.fail(keys);
    log.warn({ source: sourceIp }, "token refused");
    throw new AppError({ code: "tokenWrong" });
  }

  async function noteUse(id: string, sourceIp: string): Promise<void> {
    const nowMs = Date.now();
    if (nowMs - (noted.get(id) ?? 0) < USE_NOTED_EVERY_MS) return;
    noted.set(id, nowMs);
    const data = { lastUsedAt: new Date(nowMs), lastUsedIp: sourceIp };
    await db.token.updateMany({ where: { id }, data });
  }

  return {
    async open(authorization, sourceIp) {
      const secret = bearerOf(authorization);
      const hash = hashToken(secret ?? "");
      const token = await db.token.findUnique({ where: { hash }, include: { owner: true } });
      const good =
        secret !== undefined &&
        token !== null &&
        token.revokedAt === null &&
        token.expiresAt.getTime() > Date.now() &&
        !token.owner?.disabledAt &&
        (token.sourceCidr === null || inCidr(token.sourceCidr, sourceIp));
      if (!good) return refuse(sourceIp);
      // Made on the command line while this process ran.
      if (!rights.knowsToken(token.id)) await rights.reload();
      await noteUse(token.id, sourceIp);
      const subject = { kind: "token", tokenId: token.id } as const;
      const id = subjectIdOf(subject);
      const person = { id, name: token.name, preferences: readPreferences(null) };
      return {
        signedIn: { person, subject, sessionId: id, provedAtMs: 0 },
        tokenId: token.id,
        expiresAtMs: token.expiresAt.getTime(),
        secret,
      };
    },
    async stillGood(id) {
      const token = await db.token.findUnique({ where: { id }, include: { owner: true } });
      return (
        token !== null &&
        token.revokedAt === null &&
        token.expiresAt.getTime() > Date.now() &&
        !token.owner?.disabledAt
      );
    },
  };
}

import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { fromNodeHeaders } from "better-auth/node";
import { serializeSignedCookie } from "better-call";
import { ulid } from "ulid";
import type { Db } from "../db/client";
import type { Tx } from "../db/writer";
import type { SessionBook, SessionEnds, SignedIn } from "./access-types";
import type { Auth } from "./auth";
import { readPreferences } from "./preferences";
import type { SessionLimits } from "./schema";
import { readLimits } from "./session-limits";

const HOUR_MS = 3_600_000;
/** How exactly "last seen" is kept: a write a minute, not one a request. */
const SEEN_EVERY_MS = 60_000;
const TOKEN_BYTES = 32;
const USER_AGENT_MAX_CHARS = 500;

interface Deps {
  db: Db;
  auth: Auth;
  now?: () => number;
}

/** Rows are written in the caller's transaction, cookies are signed by better-auth's key. */
export async function createSessionBook(deps: Deps): Promise<SessionBook> {
  const { db, auth, now = Date.now } = deps;
  const { authCookies, secret } = await auth.$context;
  const { name, attributes } = authCookies.sessionToken;
  const listeners = new Set<(ends: SessionEnds) => void>();
  let limits = await readLimits(db);

  const cookie = (token: string, maxAge: number) =>
    serializeSignedCookie(name, token, secret, {
      path: "/",
      httpOnly: true,
      sameSite: "lax",
      secure: attributes.secure === true,
      maxAge,
    });
  const tell = (ends: SessionEnds): void => {
    for (const listener of listeners) listener(ends);
  };
  const isOver = (session: { updatedAt: Date; expiresAt: Date }): boolean =>
    now() >= session.expiresAt.getTime() ||
    now() - session.updatedAt.getTime() > limits.idleHours * HOUR_MS;

  return {
    get limits() {
      return limits;
    },
    setLimits(next: SessionLimits) {
      limits = next;
    },
    async open(tx: Tx, { userId, method, sourceIp, userAgent }) {
      const token = randomBytes(TOKEN_BYTES).toString("base64url");
      const at = new Date(now());
      const id = ulid();
      await tx.session.create({
        data: {
          id,
          token,
          userId,
          method,
          createdAt: at,
          updatedAt: at,
          provedAt: at,
          expiresAt: new Date(at.getTime() + limits.absoluteHours * HOUR_MS),
          ipAddress: sourceIp,
          userAgent: userAgent?.slice(0, USER_AGENT_MAX_CHARS) ?? null,
        },
      });
      return { id, cookie: await cookie(token, limits.absoluteHours * 3_600) };
    },
    async renew(tx: Tx, id) {
      const token = randomBytes(TOKEN_BYTES).toString("base64url");
      const { expiresAt } = await tx.session.update({
        where: { id },
        data: { token, provedAt: new Date(now()) },
      });
      return cookie(token, Math.max(1, Math.floor((expiresAt.getTime() - now()) / 1_000)));
    },
    async end(tx: Tx, which) {
      const { userId, exceptId, id } = which;
      const where = {
        ...(userId ? { userId } : {}),
        ...(id ? { id } : exceptId ? { id: { not: exceptId } } : {}),
      };
      const ended = await tx.session.findMany({ where, select: { id: true } });
      await tx.session.deleteMany({ where });
      return ended.map((session) => session.id);
    },
    tell,
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clearedCookie: () => cookie("", 0),
    async find(headers: IncomingHttpHeaders): Promise<SignedIn | null> {
      const found = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
      if (!found || found.user.disabledAt) return null;
      const { user, session } = found;
      if (isOver(session)) {
        await db.session.deleteMany({ where: { id: session.id } });
        tell([session.id]);
        return null;
      }
      if (now() - session.updatedAt.getTime() > SEEN_EVERY_MS)
        await db.session.updateMany({
          where: { id: session.id },
          data: { updatedAt: new Date(now()) },
        });
      return {
        sessionId: session.id,
        provedAtMs: session.provedAt?.getTime() ?? 0,
        subject: { kind: "person", personId: user.id },
        person: {
          id: user.id,
          name: user.username ?? user.name,
          preferences: readPreferences(user.preferences),
        },
      };
    },
    async standing(ids) {
      const sessions = await db.session.findMany({
        where: { id: { in: [...ids] }, user: { disabledAt: null } },
        select: { id: true, expiresAt: true, updatedAt: true },
      });
      return new Set(sessions.filter((session) => !isOver(session)).map(({ id }) => id));
    },
  };
}

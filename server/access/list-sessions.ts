import type { VerbContext } from "../api/context";
import type { SessionView, SignInMethod } from "./types";

const methods: readonly SignInMethod[] = ["password", "passkey", "oidc", "ldap"];

/** One's own sessions, this one first. */
export async function listSessions(ctx: VerbContext): Promise<SessionView[]> {
  const { access, db } = ctx.runtime;
  const rows = await db.session.findMany({
    where: { userId: ctx.person.id },
    orderBy: { updatedAt: "desc" },
  });
  const standing = await access.sessions.standing(rows.map(({ id }) => id));
  return rows
    .filter(({ id }) => standing.has(id))
    .map((row) => ({
      id: row.id,
      isThis: row.id === ctx.sessionId,
      method: methods.find((method) => method === row.method) ?? null,
      sourceIp: row.ipAddress,
      userAgent: row.userAgent,
      createdAtMs: row.createdAt.getTime(),
      seenAtMs: row.updatedAt.getTime(),
      expiresAtMs: row.expiresAt.getTime(),
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}

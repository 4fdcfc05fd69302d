import type { SignedInContext } from "../api/context";
import { actorOf } from "../audit/actor-of";

export async function signOut(ctx: SignedInContext): Promise<void> {
  const { access, audit, writer } = ctx.runtime;
  const { person, sessionId } = ctx.verb;
  const ended = await writer.transaction(async (tx) => {
    await audit.append(tx, {
      actor: actorOf(ctx.verb),
      action: "session.signOut",
      objects: [{ kind: "session", id: sessionId, name: person.name }],
      decision: "allowed",
    });
    return access.sessions.end(tx, { userId: person.id, id: sessionId });
  });
  access.sessions.tell(ended);
  ctx.setCookie(await access.sessions.clearedCookie());
}

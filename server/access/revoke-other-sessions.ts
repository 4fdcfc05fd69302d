import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";

/** Ends every session of one's own but this one. */
export async function revokeOtherSessions(ctx: VerbContext): Promise<{ ended: number }> {
  const { access, audit, writer } = ctx.runtime;
  const { id: userId, name } = ctx.person;
  const ended = await writer.transaction(async (tx) => {
    const ids = await access.sessions.end(tx, { userId, exceptId: ctx.sessionId });
    if (ids.length > 0)
      await audit.append(tx, {
        actor: actorOf(ctx),
        action: "session.revoke",
        objects: ids.map((id) => ({ kind: "session", id, name })),
        decision: "allowed",
      });
    return ids;
  });
  access.sessions.tell(ended);
  return { ended: ended.length };
}

import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import type { SessionId } from "./schema";

/** Ends one of one's own sessions, with all it holds open. */
export async function revokeSession(ctx: VerbContext, input: SessionId): Promise<void> {
  const { access, audit, writer } = ctx.runtime;
  const { id: userId, name } = ctx.person;
  const ended = await writer.transaction(async (tx) => {
    const ids = await access.sessions.end(tx, { userId, id: input.sessionId });
    if (ids.length === 0) throw new AppError({ code: "notFound" });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "session.revoke",
      objects: ids.map((id) => ({ kind: "session", id, name })),
      decision: "allowed",
    });
    return ids;
  });
  access.sessions.tell(ended);
}

import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import type { SessionLimits } from "./schema";
import { limitsRow } from "./session-limits";

/** Counts at once for how long nothing may happen; how long at most, for sessions from now on. */
export async function setSessionLimits(ctx: VerbContext, limits: SessionLimits): Promise<void> {
  const { access, audit, writer } = ctx.runtime;
  const before = access.sessions.limits;
  await writer.transaction(async (tx) => {
    await tx.setting.upsert(limitsRow(limits));
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "session.setLimits",
      objects: [{ kind: "setting", id: "session.limits", name: "session.limits" }],
      decision: "allowed",
      before: { ...before },
      after: { ...limits },
    });
  });
  access.sessions.setLimits(limits);
}

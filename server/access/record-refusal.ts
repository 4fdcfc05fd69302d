import type { Context } from "../api/context";

interface Known {
  id: string;
  name: string;
  username: string | null;
}

/** A stranger's typing is not kept: what stands in the name field may be a password. */
export function recordRefusal(ctx: Context, user: Known | null, method: string): void {
  const { denials, log } = ctx.runtime;
  log.warn({ source: ctx.sourceIp, user: user?.id, method }, "sign-in refused");
  const name = user ? (user.username ?? user.name) : "stranger";
  denials.noteEntry({
    actor: { id: "stranger", name: "stranger", sessionId: null, sourceIp: ctx.sourceIp },
    action: "session.signInFailed",
    objects: user ? [{ kind: "person", id: user.id, name }] : [],
    decision: "denied",
    after: { method },
  });
}

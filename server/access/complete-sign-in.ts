import type { Context } from "../api/context";
import { AppError } from "../problem";
import { readPreferences } from "./preferences";
import type { FactorKind, SignInMethod, SignInStep } from "./types";

export interface SigningIn {
  id: string;
  name: string;
  username: string | null;
  preferences: string | null;
}

/** Opens the session: the only place that does. */
export async function completeSignIn(
  ctx: Context,
  user: SigningIn,
  how: { method: SignInMethod; factor?: FactorKind },
): Promise<SignInStep & { step: "done" }> {
  const { access, audit, log, writer } = ctx.runtime;
  const { sourceIp } = ctx;
  const name = user.username ?? user.name;
  const session = await writer.transaction(async (tx) => {
    const enabled = await tx.user.count({ where: { id: user.id, disabledAt: null } });
    if (enabled === 0) throw new AppError({ code: "signInWrong" });
    const opened = await access.sessions.open(tx, {
      userId: user.id,
      method: how.method,
      sourceIp,
      userAgent: ctx.request.headers["user-agent"],
    });
    await audit.append(tx, {
      actor: { id: user.id, name, sessionId: opened.id, sourceIp },
      action: "session.signIn",
      objects: [{ kind: "session", id: opened.id, name }],
      decision: "allowed",
      after: { ...how },
    });
    return opened;
  });
  ctx.setCookie(session.cookie);
  ctx.setCookie(access.devices.issue(user.id));
  log.info({ user: user.id, source: sourceIp, ...how }, "signed in");
  return {
    step: "done",
    person: { id: user.id, name, preferences: readPreferences(user.preferences) },
  };
}

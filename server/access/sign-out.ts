import { fromNodeHeaders } from "better-auth/node";
import type { Context } from "../api/context";

export async function signOut(ctx: Context): Promise<void> {
  const { headers } = await ctx.runtime.access.auth.api.signOut({
    headers: fromNodeHeaders(ctx.request.headers),
    returnHeaders: true,
  });
  const { signedIn, runtime, sourceIp } = ctx;
  if (signedIn)
    await runtime.audit.record({
      actor: {
        id: signedIn.person.id,
        name: signedIn.person.name,
        sessionId: signedIn.sessionId,
        sourceIp,
      },
      action: "session.signOut",
      objects: [],
      decision: "allowed",
    });
  for (const cookie of headers.getSetCookie()) ctx.setCookie(cookie);
}

import { fromNodeHeaders } from "better-auth/node";
import type { Context } from "../api/context";

export async function signOut(ctx: Context): Promise<void> {
  const { headers } = await ctx.runtime.access.auth.api.signOut({
    headers: fromNodeHeaders(ctx.request.headers),
    returnHeaders: true,
  });
  for (const cookie of headers.getSetCookie()) ctx.setCookie(cookie);
}

import type { Context } from "../../api/context";
import { AppError } from "../../problem";
import { isOwnOrigin } from "../origin";

/** The page's address, which a passkey is bound to: without an Origin of our own there is no ceremony. */
export function relyingParty(ctx: Context): { origin: string; rpId: string } {
  const { origin } = ctx.request.headers;
  if (!origin || !isOwnOrigin(ctx.request, ctx.runtime.env))
    throw new AppError({ code: "passkeyRefused" });
  return { origin, rpId: new URL(origin).hostname };
}

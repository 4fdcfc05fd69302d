import type { VerbContext } from "../../api/context";
import { AppError } from "../../problem";
import { setupUri } from "./code";

/** A new seed, shown to its person alone; it counts from the first right code on. */
export async function beginTotp(ctx: VerbContext): Promise<{ uri: string }> {
  const { access, db } = ctx.runtime;
  const known = await db.totpFactor.count({ where: { userId: ctx.person.id } });
  if (known > 0) throw new AppError({ code: "conflict" });
  return { uri: setupUri(access.totpDrafts.begin(ctx.sessionId), ctx.person.name) };
}

import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import { factorsOf } from "./factors-of";
import { replaceRecoveryCodes } from "./recovery-codes";

/** New codes; the old ones are worth nothing from now on. */
export async function renewRecoveryCodes(ctx: VerbContext): Promise<{ recoveryCodes: string[] }> {
  const { audit, db, writer } = ctx.runtime;
  const { id: userId, name } = ctx.person;
  if ((await factorsOf(db, userId)).length === 0) throw new AppError({ code: "notFound" });
  const recoveryCodes = await writer.transaction(async (tx) => {
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "factor.renewRecoveryCodes",
      objects: [{ kind: "person", id: userId, name }],
      decision: "allowed",
    });
    return replaceRecoveryCodes(tx, userId);
  });
  return { recoveryCodes };
}

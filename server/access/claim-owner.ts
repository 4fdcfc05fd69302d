import { ulid } from "ulid";
import type { Context } from "../api/context";
import { AppError } from "../problem";
import { completeSignIn } from "./complete-sign-in";
import { createPerson } from "./create-person";
import { hashPassword } from "./password-hash";
import type { ClaimInput } from "./schema";
import type { Person } from "./types";

/** Makes the first account, once: the code is spent before the account exists and put back if making it fails. */
export async function claimOwner(ctx: Context, input: ClaimInput): Promise<Person> {
  const { access, audit, log, rights, writer } = ctx.runtime;
  const code = access.setupCode;
  if (!code) throw new AppError({ code: "setupDone" });
  const keys = [`setup:${ctx.sourceIp}`];
  access.throttle.check(keys);
  if (!code.matches(input.code)) {
    access.throttle.fail(keys);
    log.warn({ source: ctx.sourceIp }, "wrong set-up code");
    throw new AppError({ code: "setupCodeWrong" });
  }
  access.setupCode = null;
  try {
    const passwordHash = await hashPassword(input.password);
    const owner = await writer.transaction(async (tx) => {
      const user = await createPerson(tx, { ...input, passwordHash });
      await tx.grant.create({
        data: {
          id: ulid(),
          userId: user.id,
          builtInRole: "owner",
          scopeKind: "fleet",
          createdByName: input.name,
        },
      });
      await audit.append(tx, {
        actor: { id: user.id, name: input.name, sessionId: null, sourceIp: ctx.sourceIp },
        action: "person.claim",
        objects: [{ kind: "person", id: user.id, name: input.name }],
        decision: "allowed",
        after: { role: "owner" },
      });
      return user;
    });
    await rights.reload();
    access.throttle.succeed(keys);
    log.info({ source: ctx.sourceIp }, "owner account made");
    return (await completeSignIn(ctx, owner, { method: "password" })).person;
  } catch (error) {
    if ((await ctx.runtime.db.user.count()) === 0) access.setupCode = code;
    throw error;
  }
}

import { ulid } from "ulid";
import type { Context } from "../api/context";
import { AppError } from "../problem";
import { emailOf } from "./auth";
import type { ClaimInput } from "./schema";
import { signIn } from "./sign-in";
import type { Person } from "./types";

/** Makes the first account, once: the code is spent before the account exists and put back if making it fails. */
export async function claimOwner(ctx: Context, input: ClaimInput): Promise<Person> {
  const { access, db, log } = ctx.runtime;
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
    const { user } = await access.auth.api.signUpEmail({
      body: {
        name: input.name,
        username: input.name,
        email: emailOf(input.name),
        password: input.password,
      },
    });
    const preferences = {
      locale: input.locale,
      theme: input.theme,
      density: "comfortable",
      singleKeys: true,
    };
    await db.user.update({
      where: { id: user.id },
      data: {
        preferences: JSON.stringify(preferences),
        grants: {
          create: {
            id: ulid(),
            builtInRole: "owner",
            scopeKind: "fleet",
            createdByName: input.name,
          },
        },
      },
    });
    await ctx.runtime.rights.reload();
    await ctx.runtime.audit.record({
      actor: { id: user.id, name: input.name, sessionId: null, sourceIp: ctx.sourceIp },
      action: "person.claim",
      objects: [{ kind: "person", id: user.id, name: input.name }],
      decision: "allowed",
    });
  } catch (error) {
    access.setupCode = code;
    throw error;
  }
  access.throttle.succeed(keys);
  log.info({ source: ctx.sourceIp }, "owner account made");
  return signIn(ctx, { name: input.name, password: input.password });
}

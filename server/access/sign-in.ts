import { APIError } from "better-auth/api";
import type { Context } from "../api/context";
import { AppError } from "../problem";
import { readPreferences } from "./preferences";
import type { SignInInput } from "./schema";
import type { Person } from "./types";

/** Wrong name and wrong password answer alike, after the same work. */
export async function signIn(ctx: Context, input: SignInInput): Promise<Person> {
  const { access, log } = ctx.runtime;
  const keys = [`account:${input.name.toLowerCase()}`, `source:${ctx.sourceIp}`];
  access.throttle.check(keys);
  try {
    const { headers, response } = await access.auth.api.signInUsername({
      body: { username: input.name, password: input.password },
      returnHeaders: true,
    });
    if (!response) throw new AppError({ code: "signInWrong" });
    access.throttle.succeed(keys);
    for (const cookie of headers.getSetCookie()) ctx.setCookie(cookie);
    const user = await ctx.runtime.db.user.findUniqueOrThrow({ where: { id: response.user.id } });
    log.info({ user: user.id, source: ctx.sourceIp }, "signed in");
    await ctx.runtime.audit.record({
      actor: { ...personOf(user), sessionId: null, sourceIp: ctx.sourceIp },
      action: "session.signIn",
      objects: [],
      decision: "allowed",
    });
    return {
      ...personOf(user),
      preferences: readPreferences(user.preferences),
    };
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    access.throttle.fail(keys);
    log.warn({ source: ctx.sourceIp }, "sign-in refused");
    await noteRefusal(ctx, input.name);
    throw new AppError({ code: "signInWrong" }, { cause: error });
  }
}

const personOf = (user: { id: string; name: string; username: string | null }) => ({
  id: user.id,
  name: user.username ?? user.name,
});

/** The name that was typed is kept only where it is an account's: people type passwords there too. */
async function noteRefusal(ctx: Context, name: string): Promise<void> {
  const { db, denials } = ctx.runtime;
  const user = await db.user.findUnique({ where: { username: name.toLowerCase() } });
  denials.noteEntry({
    actor: { id: "stranger", name: "stranger", sessionId: null, sourceIp: ctx.sourceIp },
    action: "session.signInFailed",
    objects: user ? [{ kind: "person", ...personOf(user) }] : [],
    decision: "denied",
    problem: { code: "signInWrong" },
  });
}

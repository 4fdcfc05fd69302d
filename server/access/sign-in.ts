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
    return {
      id: user.id,
      name: user.username ?? user.name,
      preferences: readPreferences(user.preferences),
    };
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    access.throttle.fail(keys);
    log.warn({ source: ctx.sourceIp }, "sign-in refused");
    throw new AppError({ code: "signInWrong" }, { cause: error });
  }
}

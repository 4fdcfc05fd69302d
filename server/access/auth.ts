import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import type { Db, Provider } from "../db/client";

export interface AuthOptions {
  db: Db;
  provider: Provider;
  secret: string;
  /** Only for absolute URLs inside the library; no request is judged by it. */
  baseUrl: string;
  secureCookies: boolean;
}

/**
 * Accounts, sessions and their signed cookie by better-auth. Its HTTP handler is not mounted: the
 * verbs of this folder are the only way in. How long a session lasts is ours (session-book.ts), so
 * the library must not prolong it.
 */
export function createAuth(options: AuthOptions) {
  return betterAuth({
    appName: "Flotilla",
    baseURL: options.baseUrl,
    secret: options.secret,
    database: prismaAdapter(options.db, { provider: options.provider }),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    session: {
      disableSessionRefresh: true,
      additionalFields: { provedAt: { type: "date", required: false, input: false } },
    },
    advanced: {
      useSecureCookies: false,
      cookies: { session_token: cookieOf(options.secureCookies) },
    },
    user: {
      additionalFields: {
        username: { type: "string", required: false, input: false },
        preferences: { type: "string", required: false, input: false },
        disabledAt: { type: "date", required: false, input: false },
      },
    },
  });
}
export type Auth = ReturnType<typeof createAuth>;

/** `__Host-` binds a cookie to this host and to HTTPS: no subdomain can plant one. */
export const cookieOf = (secure: boolean) => ({
  name: secure ? "__Host-flotilla.session" : "flotilla.session",
  attributes: { secure },
});

/** better-auth wants an address; people of this product sign in by name. */
export const emailOf = (name: string): string => `${name.toLowerCase()}@flotilla.invalid`;

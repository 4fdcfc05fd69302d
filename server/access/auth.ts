import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { username } from "better-auth/plugins";
import type { Db, Provider } from "../db/client";

const SESSION_SECONDS = 7 * 86_400;
const SESSION_REFRESH_SECONDS = 86_400;

export interface AuthOptions {
  db: Db;
  provider: Provider;
  secret: string;
  /** Only for absolute URLs inside the library; no request is judged by it. */
  baseUrl: string;
  secureCookies: boolean;
}

/**
 * Sign-in, sessions and password hashes by better-auth. Its HTTP handler is not mounted: the verbs
 * of this folder are the only way in, so sign-up is out of reach of a browser.
 */
export function createAuth(options: AuthOptions) {
  return betterAuth({
    appName: "Flotilla",
    baseURL: options.baseUrl,
    secret: options.secret,
    database: prismaAdapter(options.db, { provider: options.provider }),
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 256 },
    rateLimit: { enabled: false },
    session: { expiresIn: SESSION_SECONDS, updateAge: SESSION_REFRESH_SECONDS },
    advanced: { cookiePrefix: "flotilla", useSecureCookies: options.secureCookies },
    user: {
      additionalFields: {
        preferences: { type: "string", required: false, input: false },
        disabledAt: { type: "date", required: false, input: false },
      },
    },
    plugins: [
      username({ minUsernameLength: 3, maxUsernameLength: 32, usernameValidator: () => true }),
    ],
  });
}
export type Auth = ReturnType<typeof createAuth>;

/** better-auth wants an address; people of this product sign in by name. */
export const emailOf = (name: string): string => `${name.toLowerCase()}@flotilla.invalid`;

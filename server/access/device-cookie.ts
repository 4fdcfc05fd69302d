import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { parseCookies, serializeCookie } from "better-call";

const YEAR_SECONDS = 31_536_000;
const ID_BYTES = 12;

/**
 * Marks a browser that somebody has signed in from. Guesses by strangers slow an account down, but not
 * for its owner at a desk known to be theirs: a known device has a bucket of its own.
 */
export interface DeviceCookie {
  issue(userId: string): string;
  /** The bucket of this device for that person, if it is known for them. */
  bucketOf(headers: IncomingHttpHeaders, userId: string | undefined): string | undefined;
}

export function createDeviceCookie(options: {
  secret: string;
  secureCookies: boolean;
}): DeviceCookie {
  const name = options.secureCookies ? "__Host-flotilla.device" : "flotilla.device";
  const sign = (id: string, userId: string): string =>
    createHmac("sha256", options.secret).update(`device:${id}:${userId}`).digest("base64url");
  return {
    issue(userId) {
      const id = randomBytes(ID_BYTES).toString("base64url");
      return serializeCookie(name, `${id}.${sign(id, userId)}`, {
        path: "/",
        httpOnly: true,
        sameSite: "lax",
        secure: options.secureCookies,
        maxAge: YEAR_SECONDS,
      });
    },
    bucketOf(headers, userId) {
      const value = parseCookies(headers.cookie ?? "").get(name);
      const [id, signature] = value?.split(".") ?? [];
      if (!userId || !id || !signature) return undefined;
      const [given, own] = [Buffer.from(signature), Buffer.from(sign(id, userId))];
      return given.length === own.length && timingSafeEqual(given, own)
        ? `device:${id}`
        : undefined;
    },
  };
}

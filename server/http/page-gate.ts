import type { IncomingMessage } from "node:http";
import type { Access } from "../access/access-types";

const ASSET = /^\/(_next\/|__nextjs|icon\.svg$|favicon\.ico$|manifest\.webmanifest$|robots\.txt$)/;

export const isAsset = (path: string): boolean => ASSET.test(path);

/** Only a path of our own: `//elsewhere` and `\elsewhere` would leave the site. */
export const safeReturnPath = (path: string): string =>
  /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : "/machines";

/** Where a page request has to go instead, or null when it may be served. */
export async function pageRedirect(
  request: IncomingMessage,
  access: Access,
): Promise<string | null> {
  const { pathname, search } = new URL(request.url ?? "/", "http://internal");
  if (await access.setupNeeded()) return pathname === "/setup" ? null : "/setup";
  // A guest link is its own way in; what it opens is decided by the secret, which no request carries.
  if (pathname === "/guest") return null;
  const signedIn = await access.session(request.headers);
  if (signedIn) return pathname === "/setup" || pathname === "/sign-in" ? "/machines" : null;
  if (pathname === "/sign-in" || pathname === "/invite") return null;
  const back = safeReturnPath(pathname + search);
  return back === "/" || back === "/machines"
    ? "/sign-in"
    : `/sign-in?next=${encodeURIComponent(back)}`;
}

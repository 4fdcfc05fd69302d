import type { IncomingMessage } from "node:http";
import type { Env } from "../env";

/**
 * Cookies travel with cross-site requests and WebSockets, so whoever opens one must be our own page:
 * the Origin's host is the one the browser asked for, or one the operator named.
 */
export function isOwnOrigin(request: IncomingMessage, env: Env): boolean {
  const origin = request.headers.origin;
  if (!origin) return false;
  if (env.origins.includes(origin)) return true;
  try {
    const { host, protocol } = new URL(origin);
    return /^https?:$/.test(protocol) && host === request.headers.host;
  } catch {
    return false;
  }
}

/** A state-changing HTTP call: own Origin, or a client that is no browser and says so by JSON and our header. */
export function isOwnPost(request: IncomingMessage, env: Env): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site && site !== "same-origin" && site !== "none") return false;
  if (request.headers.origin && !isOwnOrigin(request, env)) return false;
  const json = request.headers["content-type"]?.startsWith("application/json") ?? false;
  return json && request.headers["x-flotilla"] === "1";
}

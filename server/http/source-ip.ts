import type { IncomingMessage } from "node:http";
import type { Env } from "../env";

/** The peer's address; a forwarded one only when the operator said that a proxy stands in front. */
export function sourceIp(request: IncomingMessage, env: Env): string {
  if (env.trustProxy) {
    const forwarded = request.headers["x-forwarded-for"];
    const last = (Array.isArray(forwarded) ? forwarded.join(",") : forwarded)?.split(",").at(-1);
    if (last?.trim()) return last.trim().slice(0, 64);
  }
  return request.socket.remoteAddress ?? "unknown";
}

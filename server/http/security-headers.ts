import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

function contentPolicy(nonce: string, dev: boolean): string {
  // React's development build evaluates strings; production never does.
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`;
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** On every answer; pages also get a nonce, which Next reads from the request's own policy header. */
export function secureHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  options: { dev: boolean; page: boolean },
): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("X-Frame-Options", "DENY");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  delete request.headers["x-nonce"];
  if (!options.page) return;
  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy(nonce, options.dev);
  request.headers["content-security-policy"] = policy;
  request.headers["x-nonce"] = nonce;
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("Cache-Control", "no-store");
}

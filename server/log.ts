import pino, { type Logger } from "pino";
import type { Env } from "./env";

/** JSON lines on stdout. Secrets never reach a log call; the redaction is the second fence. */
export function createLog(env: Env): Logger {
  return pino({
    level: env.logLevel,
    base: null,
    redact: {
      paths: [
        "password",
        "*.password",
        "code",
        "ticket",
        "*.ticket",
        "privateKey",
        "*.privateKey",
        "passphrase",
        "*.passphrase",
        "headers.cookie",
        "headers.authorization",
      ],
      censor: "[redacted]",
    },
  });
}

import { type ConsoleEndName, consoleEnds } from "./schema";

/** A console's end that has a name; `detail` is raw text for experts, never a secret. */
export class ConsoleEnd extends Error {
  readonly end: ConsoleEndName;

  constructor(end: ConsoleEndName, detail = "", options?: { cause?: unknown }) {
    super(detail, options);
    this.name = "ConsoleEnd";
    this.end = end;
  }
}

const MAX_REASON_BYTES = 123;

/** RFC 6455 leaves 123 bytes of UTF-8 for the reason. */
export function closeFrame(error: ConsoleEnd): { code: number; reason: string } {
  let reason = error.message.slice(0, MAX_REASON_BYTES);
  while (Buffer.byteLength(reason) > MAX_REASON_BYTES) reason = reason.slice(0, -1);
  return { code: consoleEnds[error.end], reason };
}

import type { IncomingMessage } from "node:http";
import { AppError } from "../problem";

const MAX_BODY_KIB = 64;
const MAX_DEPTH = 20;

const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

export interface Body {
  /** As it came, for a fingerprint. */
  text: string;
  /** undefined where there is none. */
  value: unknown;
}

/** Bounded in size and depth, JSON only, and without the keys that change what objects are. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const text = await readText(request);
  if (text === "") return { text, value: undefined };
  const [type = ""] = (request.headers["content-type"] ?? "").split(";", 1);
  if (type.trim().toLowerCase() !== "application/json" || request.headers["content-encoding"])
    throw new AppError({ code: "mediaTypeWrong" });
  return { text, value: parse(text) };
}

async function readText(request: IncomingMessage): Promise<string> {
  const tooLarge = () => new AppError({ code: "bodyTooLarge", params: { kib: MAX_BODY_KIB } });
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_KIB * 1_024) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > MAX_BODY_KIB * 1_024) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  const wrong = () => new AppError({ code: "badInput", params: { field: "body" } });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong();
  }
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw wrong();
    const objects = level.filter((one) => typeof one === "object" && one !== null);
    if (objects.some((one) => Object.keys(one).some((key) => forbiddenKeys.has(key))))
      throw wrong();
    level = objects.flatMap((one) => Object.values(one));
  }
  return value;
}

import { createHash, randomBytes } from "node:crypto";
import { ulid } from "ulid";

const SECRET_BYTES = 32;

/** `flt_<id>_<secret>`: told apart by its id, found by secret scanners by its beginning. */
const TOKEN = /^flt_[0-9A-HJKMNP-TV-Z]{26}_[0-9a-f]{64}$/;

export interface NewTokenText {
  id: string;
  /** Shown once. */
  text: string;
  /** May be shown for ever. */
  prefix: string;
  hash: string;
}

export function newTokenText(): NewTokenText {
  const id = ulid();
  const prefix = `flt_${id}`;
  const text = `${prefix}_${randomBytes(SECRET_BYTES).toString("hex")}`;
  return { id, text, prefix, hash: hashToken(text) };
}

/** 256 random bits need no slow hash, and every request is looked up by this one. */
export const hashToken = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The token of an `Authorization` header, or undefined. */
export function bearerOf(header: string | undefined): string | undefined {
  const text = /^Bearer +(\S{1,200})$/i.exec(header ?? "")?.[1];
  return text !== undefined && TOKEN.test(text) ? text : undefined;
}

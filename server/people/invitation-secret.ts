import { createHash, randomBytes } from "node:crypto";

const SECRET_BYTES = 24;

export const newInvitationSecret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

/** 192 random bits need no slow hash. */
export const invitationHash = (secret: string): string =>
  createHash("sha256").update(`invitation:${secret}`).digest("hex");

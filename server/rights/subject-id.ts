import type { Subject } from "./types";

const TOKEN_PREFIX = "token:";

/** One text for a subject, in rows that outlive it. */
export const subjectIdOf = (subject: Subject): string =>
  subject.kind === "person" ? subject.personId : `${TOKEN_PREFIX}${subject.tokenId}`;

export const subjectOfId = (id: string): Subject =>
  id.startsWith(TOKEN_PREFIX)
    ? { kind: "token", tokenId: id.slice(TOKEN_PREFIX.length) }
    : { kind: "person", personId: id };

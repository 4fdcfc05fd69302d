import { AuthError } from "../errors/errors";

const nonAsciiSpace = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/gu;
const mappedToNothing = /\p{Default_Ignorable_Code_Point}/gu;
const prohibited = /[\p{Cc}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\ufff9-\ufffd]/u;

/**
 * Prepares a user name or password so that both sides hash the same bytes (RFC 4013: spaces and
 * invisible characters mapped, compatibility-normalised, control characters refused).
 */
export function saslPrep(text: string, what: "user name" | "password"): string {
  const prepared = text.replace(nonAsciiSpace, " ").replace(mappedToNothing, "").normalize("NFKC");
  if (prepared === "" || prohibited.test(prepared)) {
    const why = prepared === "" ? "is empty" : "contains a character that is not allowed";
    throw new AuthError("credentialsMissing", `the ${what} for the daemon ${why}`);
  }
  return prepared;
}

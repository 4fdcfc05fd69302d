import type { Density, Locale, Theme } from "./schema";

export interface Person {
  id: string;
  name: string;
  preferences: { locale: Locale; theme: Theme; density: Density; singleKeys: boolean };
}

/** What the first step of a sign-in was. */
export type SignInMethod = "password" | "passkey" | "oidc" | "ldap";

/** The second factors of a person, in the order they are offered. */
export type FactorKind = "passkey" | "totp" | "recovery";

/** Where a sign-in has got to. No session exists before `done`. */
export type SignInStep =
  | { step: "done"; person: Person }
  | { step: "factor"; attempt: string; factors: FactorKind[] };

/** One's own means of proving who one is. */
export interface Security {
  hasPassword: boolean;
  totp: { since: number } | null;
  recoveryCodesLeft: number;
  passkeys: { id: string; name: string; createdAtMs: number; lastUsedAtMs: number | null }[];
}

export interface SessionView {
  id: string;
  isThis: boolean;
  method: SignInMethod | null;
  sourceIp: string | null;
  userAgent: string | null;
  createdAtMs: number;
  seenAtMs: number;
  expiresAtMs: number;
}

import type { BuiltInRole, Scope } from "../rights/schema";

/** One line of a token's rights, with names for people. */
export interface TokenGrantView {
  builtInRole: BuiltInRole | null;
  roleName: string | null;
  scope: Scope;
  /** What the scope names, as it is called now; null for the fleet. */
  scopeName: string | null;
}

/** A token without its secret, which nobody can read any more. */
export interface TokenView {
  id: string;
  name: string;
  /** The part that may be shown: `flt_<id>`. */
  prefix: string;
  /** Null: made on the server's own command line. */
  owner: { id: string; name: string } | null;
  grants: TokenGrantView[];
  sourceCidr: string | null;
  createdAtMs: number;
  expiresAtMs: number;
  lastUsedAtMs: number | null;
  lastUsedIp: string | null;
  revokedAtMs: number | null;
}

/**
 * The narrow seam between the opening handshake and the ways of signing in.
 *
 * The handshake asks the daemon which schemes it offers (AUTH_LIST), hands that list to an
 * Authenticator together with the few calls a daemon answers before sign-in, and goes on once the
 * promise resolves. An Authenticator rejects with AuthError when it cannot satisfy the daemon.
 */

/** The schemes of `auth_type` in the daemon's AUTH_LIST answer. */
export const AUTH_SCHEME = { none: 0, sasl: 1, polkit: 2 } as const;

export interface SaslStartArgs {
  mech: string;
  /** 1 = no initial response at all (differs from an empty one). */
  nil: number;
  data: Uint8Array;
}

export interface SaslStepArgs {
  nil: number;
  data: Uint8Array;
}

export interface SaslReply {
  /** 1 once the daemon considers the exchange complete. */
  complete: number;
  nil: number;
  data: Uint8Array;
}

/** The calls a daemon accepts before sign-in; each rejects with LibvirtError on refusal. */
export interface RawCall {
  authPolkit(): Promise<unknown>;
  authSaslInit(): Promise<{ mechlist: string }>;
  authSaslStart(args: SaslStartArgs): Promise<SaslReply>;
  authSaslStep(args: SaslStepArgs): Promise<SaslReply>;
}

export type Authenticator = (call: RawCall, offered: number[]) => Promise<void>;

import { AUTH_SCHEME, type Authenticator } from "../auth-types";
import { AuthError } from "../errors/errors";
import { isDaemonRefusal } from "./refusal";
import { type Protection, type SaslCredentials, signInSasl } from "./sasl";

interface SignInOptions {
  protection: Protection;
  sasl: SaslCredentials | undefined;
  /** The URI's `auth` parameter: none, polkit, sasl or sasl.MECHANISM. */
  insistOn: string | undefined;
}

/** Builds the sign-in for one connection: nothing, polkit or SASL, as the daemon offers. */
export function buildAuthenticator(options: SignInOptions): Authenticator {
  return async (call, offered) => {
    const [insisted, mechanism] = splitScheme(options.insistOn);
    const acceptable = insisted === undefined ? offered : offered.filter((s) => s === insisted);
    if (acceptable.includes(AUTH_SCHEME.none)) return;
    if (acceptable.includes(AUTH_SCHEME.polkit)) {
      await signInPolkit(() => call.authPolkit());
      return;
    }
    if (!acceptable.includes(AUTH_SCHEME.sasl)) throw noneAcceptable(offered, options.insistOn);
    if (options.protection === "none") throw saslNeedsTls();
    if (options.sasl === undefined) {
      throw new AuthError(
        "credentialsMissing",
        "the daemon wants a user name and password (SASL) and none were given",
      );
    }
    const how = { protection: options.protection, mechanism };
    await signInSasl(call, options.sasl, how);
  };
}

function splitScheme(insistOn: string | undefined): [number | undefined, string | undefined] {
  if (insistOn === undefined) return [undefined, undefined];
  const [scheme, mechanism] = insistOn.split(".");
  if (scheme === "none") return [AUTH_SCHEME.none, undefined];
  if (scheme === "polkit") return [AUTH_SCHEME.polkit, undefined];
  return [AUTH_SCHEME.sasl, mechanism];
}

/** The daemon asks polkit about the process at the far end of its socket; we only have to wait. */
async function signInPolkit(authPolkit: () => Promise<unknown>): Promise<void> {
  try {
    await authPolkit();
  } catch (error) {
    if (!isDaemonRefusal(error)) throw error;
    throw new AuthError(
      "polkitDenied",
      "polkit does not let this user manage libvirt: add the user to the libvirt group of the host, or give a polkit rule",
      { cause: error },
    );
  }
}

/**
 * Without TLS the daemon demands a mechanism that encrypts the connection itself, which of those
 * in use only Kerberos does.
 */
function saslNeedsTls(): AuthError {
  return new AuthError(
    "saslNeedsTls",
    "the daemon wants a password (SASL) over plain TCP, where only Kerberos would protect it: use qemu+tls:// or qemu+ssh:// for this host",
  );
}

function noneAcceptable(offered: number[], insistOn: string | undefined): AuthError {
  const names = offered.map((id) => {
    const known = Object.entries(AUTH_SCHEME).find(([, value]) => value === id);
    return known?.[0] ?? `scheme ${id}`;
  });
  const wish = insistOn === undefined ? "none that this client has" : `not "${insistOn}"`;
  return new AuthError(
    "noneAcceptable",
    `the daemon offers ${names.join(", ") || "nothing"}, ${wish}`,
  );
}

import { browserSupportsWebAuthn, startAuthentication } from "@simplewebauthn/browser";
import type { inferRouterOutputs } from "@trpc/server";
import { PasskeySignInInput } from "@/server/access/schema";
import type { AppRouter } from "@/server/api/root";

type Outputs = inferRouterOutputs<AppRouter>;

/** Passkeys exist on HTTPS and on localhost, and are bound to a name: an IP address has none. */
export const passkeysWork = (): boolean =>
  browserSupportsWebAuthn() &&
  window.isSecureContext &&
  !/^[\d.]+$|^\[/.test(window.location.hostname);

/** The authenticator's answer to a question of the server's. */
export async function provePasskey(
  question: Outputs["session"]["askPasskey"],
): Promise<PasskeySignInInput> {
  const { extensions: _none, ...optionsJSON } = question.options;
  const answer = await startAuthentication({ optionsJSON });
  return PasskeySignInInput.parse({ ceremony: question.ceremony, answer });
}

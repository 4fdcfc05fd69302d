import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from "@simplewebauthn/browser";
import type { inferRouterOutputs } from "@trpc/server";
import { problemOf } from "@/app/_components/problem-of";
import { AddPasskeyInput, PasskeySignInInput } from "@/server/access/schema";
import type { AppRouter } from "@/server/api/root";
import type { Problem } from "@/server/problem";

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

/** A new passkey for this person, made by the authenticator under the server's terms. */
export async function makePasskey(
  { ceremony, options }: Outputs["security"]["beginPasskey"],
  name: string,
): Promise<AddPasskeyInput> {
  const { extensions: _none, ...optionsJSON } = options;
  const answer = await startRegistration({ optionsJSON });
  return AddPasskeyInput.parse({ ceremony, name, answer });
}

/** What to say of a ceremony that failed; nothing where the person has closed the browser's prompt. */
export function passkeyProblem(error: Error | null): Problem | null {
  if (!error || error.name === "NotAllowedError" || error.name === "AbortError") return null;
  return error instanceof WebAuthnError
    ? { code: "passkeyRefused", detail: error.message }
    : problemOf(error);
}

import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { AddPasskeyInput, PasskeyAnswer } from "../schema";

/** The checked input without its absent fields, which the library's types do not take as undefined. */
export function answerOf(answer: PasskeyAnswer): AuthenticationResponseJSON {
  const { id, rawId, type, clientExtensionResults, response } = answer;
  const { userHandle, ...signed } = response;
  return {
    id,
    rawId,
    type,
    clientExtensionResults,
    response: { ...signed, ...(userHandle === undefined ? {} : { userHandle }) },
  };
}

export function newAnswerOf(answer: AddPasskeyInput["answer"]): RegistrationResponseJSON {
  const { id, rawId, type, clientExtensionResults, response } = answer;
  const { clientDataJSON, attestationObject, transports } = response;
  return {
    id,
    rawId,
    type,
    clientExtensionResults,
    response: { clientDataJSON, attestationObject, ...(transports ? { transports } : {}) },
  };
}

import type { Problem, ProblemCode } from "../problem";
import type { HostLinkState } from "./types";

/** A person has to do something before the next try can succeed. */
const refusals: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "hostKeyUnknown",
  "hostKeyChanged",
  "keyRejected",
  "passwordRejected",
  "signInMethodMissing",
  "libvirtDenied",
  "forwardingDenied",
  "certificateMissing",
  "certificateRefused",
  "certificateInvalid",
  "saslUnsupported",
  "saslRejected",
  "uriMalformed",
  "uriSchemeUnknown",
  "uriParamUnknown",
  "uriUnsupported",
]);

/** What a failed link is called: the host is silent, or it said no. */
export function linkOfProblem(problem: Problem): HostLinkState {
  return refusals.has(problem.code) ? "refused" : "unreachable";
}

/**
 * What a host's error means to a person: node-libvirt's typed errors → Problem.
 *
 * Looked at in this order: the class, then libvirt's code (and error domain), and only where libvirt
 * has one code for many things, its text. The raw text goes along as `detail`, bounded and with
 * control characters made visible. Verbs that know more (a deadline on a start is an unknown
 * outcome, not a timeout) say so themselves before they fall back to this.
 */
import {
  AbortedError,
  AuthError,
  type AuthReason,
  ConnectionClosedError,
  HostBusyError,
  LibvirtError,
  ProtocolError,
  TimeoutError,
  TransportError,
  type TransportReason,
  UriError,
} from "node-libvirt";
import { AppError, type Problem, type ProblemCode } from "../problem";
import { XmlError } from "../xml/errors";
import { libvirtProblemCode } from "./libvirt-problem";
import { visibleText } from "./visible-text";

const DETAIL_CHARACTERS_MAX = 2_000;
const PARAM_CHARACTERS_MAX = 200;

const byTransportReason: Record<TransportReason, ProblemCode> = {
  dns: "hostUnresolvable",
  refused: "hostRefused",
  unreachable: "hostUnreachable",
  timeout: "hostTimeout",
  reset: "connectionLost",
  hostKeyUnknown: "hostKeyUnknown",
  hostKeyChanged: "hostKeyChanged",
  keyRejected: "keyRejected",
  keyUnreadable: "signInMethodMissing",
  agentUnavailable: "signInMethodMissing",
  passwordRejected: "passwordRejected",
  noCredentials: "signInMethodMissing",
  notSsh: "notSsh",
  sshProtocol: "protocolBroken",
  noSocket: "libvirtMissing",
  socketDenied: "libvirtDenied",
  forwardingDenied: "forwardingDenied",
  noHelper: "forwardingDenied",
  certificateRefused: "certificateRefused",
  certificateInvalid: "certificateInvalid",
  certificateUnreadable: "certificateMissing",
  notLibvirt: "notLibvirt",
};

const byAuthReason: Record<AuthReason, ProblemCode> = {
  noneAcceptable: "signInMethodMissing",
  saslMechanism: "saslUnsupported",
  saslRejected: "saslRejected",
  saslServerSignature: "saslRejected",
  saslNeedsTls: "saslUnsupported",
  polkitDenied: "libvirtDenied",
  credentialsMissing: "signInMethodMissing",
};

const byUriPart: Record<string, ProblemCode> = {
  driver: "uriSchemeUnknown",
  transport: "uriSchemeUnknown",
  port: "uriPortOutOfRange",
  host: "uriMalformed",
  user: "uriMalformed",
  path: "uriMalformed",
  parameter: "uriMalformed",
};

/**
 * Total: whatever was thrown comes back as a Problem. `params` are what only the caller knows, such
 * as the host's name; what the error itself tells goes before them.
 */
export function problemOfHostError(error: unknown, params: Problem["params"] = {}): Problem {
  const problem = error instanceof AppError ? error.problem : bareProblem(error);
  const filled = { ...params, ...problem.params };
  return Object.keys(filled).length > 0 ? { ...problem, params: filled } : problem;
}

function bareProblem(error: unknown): Problem {
  if (error instanceof TransportError) return transportProblem(error);
  if (error instanceof AuthError) return problem(byAuthReason[error.reason], error);
  if (error instanceof UriError) return uriProblem(error);
  if (error instanceof LibvirtError) {
    return problem(libvirtProblemCode(error), error, {
      libvirtCode: error.libvirtCode,
      libvirtDomain: error.domain,
    });
  }
  if (error instanceof TimeoutError) {
    return problem("hostTimeout", error, { seconds: Math.ceil(error.timeoutMs / 1000) });
  }
  if (error instanceof ProtocolError || error instanceof XmlError) {
    return problem("protocolBroken", error);
  }
  if (error instanceof HostBusyError) return problem("hostBusy", error);
  if (error instanceof ConnectionClosedError || error instanceof AbortedError) {
    return problem("connectionLost", error);
  }
  return { code: "internal" };
}

function transportProblem(error: TransportError): Problem {
  const facts = Object.entries(error.facts).map(
    ([name, value]) => [name, visibleText(value, PARAM_CHARACTERS_MAX)] as const,
  );
  return problem(byTransportReason[error.reason], error, Object.fromEntries(facts));
}

function uriProblem(error: UriError): Problem {
  const param = error.param;
  if (param === undefined) return problem("uriMalformed", error);
  const known = Object.hasOwn(byUriPart, param) ? byUriPart[param] : undefined;
  return problem(known ?? "uriParamUnknown", error, {
    param: visibleText(param, PARAM_CHARACTERS_MAX),
  });
}

function problem(
  code: ProblemCode,
  error: Error,
  params?: Record<string, string | number>,
): Problem {
  const detail = visibleText(error.message, DETAIL_CHARACTERS_MAX);
  const filled = params && Object.keys(params).length > 0 ? { params } : {};
  return { code, ...filled, detail };
}

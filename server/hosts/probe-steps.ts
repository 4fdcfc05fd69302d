/**
 * The connect checklist, out of node-libvirt's own steps of opening.
 *
 *   node-libvirt      checklist
 *   resolve           resolve
 *   reach             reach
 *   hostKey           hostKey      (over TLS: the host's certificate)
 *   signIn            signIn
 *   socket            socket
 *   daemon            socket, or signIn where the daemon itself refuses the sign-in
 *
 * Steps a way of connecting does not have are told as skipped, so that every line has its answer.
 */
import { AuthError, type LibvirtUri, type OpenStep, type UriTransport } from "node-libvirt";
import { problemOfHostError } from "../inventory/problem-of";
import { visibleText } from "../inventory/visible-text";
import type { Problem } from "../problem";
import type { ConnectStep, ConnectStepName } from "./types";

const FACT_CHARACTERS_MAX = 200;

const skippedBy: Record<UriTransport, readonly ConnectStepName[]> = {
  unix: ["resolve", "reach", "hostKey"],
  tcp: ["hostKey"],
  tls: [],
  ssh: [],
};

/** Over these the daemon does the sign-in, after its socket was reached. */
const daemonSignsIn: readonly UriTransport[] = ["unix", "tcp"];

export function skippedSteps(uri: LibvirtUri): ConnectStep[] {
  return skippedBy[uri.transport].map((name) => stepOf(name, "skipped"));
}

export function stepOf(
  name: ConnectStepName,
  status: ConnectStep["status"],
  params: ConnectStep["params"] = {},
  problem: Problem | null = null,
): ConnectStep {
  return { name, status, params, problem };
}

export function failedStep(name: ConnectStepName, error: unknown, host: string): ConnectStep {
  return stepOf(name, "fail", {}, problemOfHostError(error, { host }));
}

/** The checklist's lines for one of node-libvirt's steps. */
export function stepsOf(step: OpenStep, uri: LibvirtUri, host: string): ConnectStep[] {
  if (step.name === "daemon") return daemonSteps(step, uri, host);
  if (step.status === "start") return [stepOf(step.name, "running")];
  if (step.status === "fail") return [failedStep(step.name, step.error, host)];
  return [stepOf(step.name, "pass", factsOf(step))];
}

function daemonSteps(step: OpenStep, uri: LibvirtUri, host: string): ConnectStep[] {
  const ownSignIn = daemonSignsIn.includes(uri.transport);
  const hasSocketStep = uri.transport === "unix" || uri.transport === "ssh";
  if (step.status === "start") {
    if (ownSignIn) return [stepOf("signIn", "running")];
    return hasSocketStep ? [] : [stepOf("socket", "running")];
  }
  if (step.status === "fail") {
    const name = step.error instanceof AuthError ? "signIn" : "socket";
    return [failedStep(name, step.error, host)];
  }
  return [
    ...(ownSignIn ? [stepOf("signIn", "pass")] : []),
    ...(hasSocketStep ? [] : [stepOf("socket", "pass", factsOf(step))]),
  ];
}

/** What is worth a place on the line; everything else is in the problem's detail. */
const shownFacts = [
  "addresses",
  "address",
  "port",
  "algorithm",
  "sha256",
  "user",
  "method",
  "path",
  "command",
  "subject",
  "issuer",
];

function factsOf({ facts = {} }: OpenStep): ConnectStep["params"] {
  const shown = Object.entries(facts).filter(([name]) => shownFacts.includes(name));
  return Object.fromEntries(
    shown.map(([name, value]) => [name, visibleText(value, FACT_CHARACTERS_MAX)]),
  );
}

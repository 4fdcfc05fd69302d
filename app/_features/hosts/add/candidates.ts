import type { ConnectStep, ParsedAddress, ProbeMessage } from "@/server/hosts/types";
import type { Problem, ProblemCode } from "@/server/problem";

export interface SaslLogin {
  username: string;
  password: string;
}

/** One address on its way to becoming a host: its checklist and what the person said to it. */
export interface Candidate {
  uri: string;
  name: string;
  /** The person typed the name; a suggestion no longer replaces it. */
  named: boolean;
  /** The host key the person has seen and trusts. */
  trusted: string | null;
  sasl: SaslLogin | null;
  /** Counts the attempts; a new number starts the checklist again. */
  run: number;
  steps: ConnectStep[];
  state: "checking" | "stopped" | "ready" | "adding" | "added";
  /** The host key as it was presented in this run. */
  presented: string | null;
  machineCount: number | null;
  /** Why it was not added, or why the checklist itself broke off. */
  problem: Problem | null;
  hostId: string | null;
}

export type CandidateAction =
  | { kind: "message"; run: number; message: ProbeMessage }
  | { kind: "broken"; run: number; problem: Problem }
  | { kind: "retry" }
  | { kind: "trust"; fingerprint: string }
  | { kind: "sasl"; login: SaslLogin }
  | { kind: "rename"; name: string }
  | { kind: "adding" }
  | { kind: "added"; hostId: string }
  | { kind: "refused"; problem: Problem };

export type CandidatesAction =
  | { kind: "start"; addresses: readonly ParsedAddress[] }
  | { kind: "drop"; uri: string }
  | { kind: "one"; uri: string; action: CandidateAction };

function candidateOf(uri: string, suggestedName: string | null): Candidate {
  return {
    uri,
    name: suggestedName ?? "",
    named: false,
    trusted: null,
    sasl: null,
    run: 1,
    steps: [],
    state: "checking",
    presented: null,
    machineCount: null,
    problem: null,
    hostId: null,
  };
}

/** Adds what is understood and not yet in the list; what is there keeps its progress. */
function withAddresses(list: Candidate[], addresses: readonly ParsedAddress[]): Candidate[] {
  const known = new Set(list.map((candidate) => candidate.uri));
  const added: Candidate[] = [];
  for (const { uri, problem, suggestedName } of addresses) {
    if (uri === null || problem !== null || known.has(uri)) continue;
    known.add(uri);
    added.push(candidateOf(uri, suggestedName));
  }
  return [...list, ...added];
}

const again = (candidate: Candidate): Candidate => ({
  ...candidate,
  run: candidate.run + 1,
  steps: [],
  state: "checking",
  problem: null,
});

function withStep(steps: ConnectStep[], step: ConnectStep): ConnectStep[] {
  const at = steps.findIndex((known) => known.name === step.name);
  return at < 0 ? [...steps, step] : steps.with(at, step);
}

function withMessage(candidate: Candidate, message: ProbeMessage): Candidate {
  if (message.kind === "step") {
    return { ...candidate, steps: withStep(candidate.steps, message.step) };
  }
  return {
    ...candidate,
    state: message.ok ? "ready" : "stopped",
    presented: message.hostKeySha256 ?? candidate.presented,
    machineCount: message.machineCount,
    name: candidate.named ? candidate.name : (message.suggestedName ?? candidate.name),
  };
}

function withAction(candidate: Candidate, action: CandidateAction): Candidate {
  switch (action.kind) {
    case "message":
      return action.run === candidate.run ? withMessage(candidate, action.message) : candidate;
    case "broken":
      return action.run === candidate.run
        ? { ...candidate, state: "stopped", problem: action.problem }
        : candidate;
    case "retry":
      return again(candidate);
    case "trust":
      return again({ ...candidate, trusted: action.fingerprint });
    case "sasl":
      return again({ ...candidate, sasl: action.login });
    case "rename":
      return { ...candidate, name: action.name, named: true };
    case "adding":
      return { ...candidate, state: "adding", problem: null };
    case "added":
      return { ...candidate, state: "added", hostId: action.hostId, sasl: null };
    case "refused":
      return { ...candidate, state: "ready", problem: action.problem };
  }
}

export function candidatesAfter(list: Candidate[], action: CandidatesAction): Candidate[] {
  switch (action.kind) {
    case "start":
      return withAddresses(list, action.addresses);
    case "drop":
      return list.filter((candidate) => candidate.uri !== action.uri);
    case "one":
      return list.map((candidate) =>
        candidate.uri === action.uri ? withAction(candidate, action.action) : candidate,
      );
  }
}

/** What only the person can do for a stopped checklist to go on. */
export type Need = "fingerprint" | "newFingerprint" | "key" | "sasl" | null;

const needOf: Partial<Record<ProblemCode, Need>> = {
  hostKeyUnknown: "fingerprint",
  hostKeyChanged: "newFingerprint",
  keyRejected: "key",
  passwordRejected: "key",
  saslRejected: "sasl",
};

export const usesSsh = (uri: string): boolean => /^[a-z]+\+ssh:/i.test(uri);

/** The step at which the checklist stopped. */
export function failedStep(candidate: Candidate): ConnectStep | undefined {
  return candidate.steps.find((step) => step.status === "fail");
}

export function neededFrom(candidate: Candidate): Need {
  if (candidate.state !== "stopped") return null;
  const code = failedStep(candidate)?.problem?.code;
  if (code === undefined) return null;
  if (code === "signInMethodMissing") return usesSsh(candidate.uri) ? "key" : "sasl";
  return needOf[code] ?? null;
}

/** The fingerprint the host showed: from the verdict, or from the host key's own line. */
export function shownFingerprint(candidate: Candidate): string | null {
  if (candidate.presented !== null) return candidate.presented;
  const step = candidate.steps.find(({ name }) => name === "hostKey");
  const texts = [
    ...Object.values(step?.params ?? {}),
    ...Object.values(step?.problem?.params ?? {}),
  ];
  const found = texts.find((value) => /^SHA256:[A-Za-z0-9+/]{43}$/.test(String(value)));
  return found === undefined ? null : String(found);
}

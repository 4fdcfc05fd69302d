import { type ConsoleEndName, consoleEnds } from "@/server/consoles/schema";
import type { Problem } from "@/server/problem";

/** `cut` is what no closing frame explains: the way to the server broke. */
export type EndName = ConsoleEndName | "cut";

export type ConsolePhase =
  | { kind: "opening" }
  | { kind: "live"; sinceMs: number; scrollbackBytes: number }
  | { kind: "ended"; end: EndName; detail: string }
  /** The server gave no ticket. */
  | { kind: "refused"; problem: Problem };

export function phaseOfClose(code: number, reason: string): ConsolePhase {
  const found = Object.entries(consoleEnds).find(([, known]) => known === code)?.[0];
  const end = isEndName(found) ? found : "cut";
  return { kind: "ended", end, detail: reason };
}

function isEndName(name: string | undefined): name is ConsoleEndName {
  return name !== undefined && Object.hasOwn(consoleEnds, name);
}

/** What has to be so before trying again makes sense; null = a person decides. */
export type Waiting = "time" | "host" | "machine" | null;

export function waitingFor(phase: ConsolePhase): Waiting {
  if (phase.kind === "refused") return waitingByProblem[phase.problem.code] ?? null;
  if (phase.kind !== "ended") return null;
  return waitingByEnd[phase.end] ?? null;
}

const waitingByEnd: Partial<Record<EndName, Waiting>> = {
  cut: "time",
  restarting: "time",
  tooSlow: "time",
  hostLost: "host",
  machineStopped: "machine",
};

const waitingByProblem: Partial<Record<Problem["code"], Waiting>> = {
  connectionLost: "time",
  hostOffline: "host",
  hostTimeout: "host",
  consoleNotRunning: "machine",
};

const SHORTEST_MS = 300;
const LONGEST_MS = 10_000;

/** 0.3 s, then twice as long each time, at most 10 s. */
export const retryDelayMs = (attempt: number): number =>
  Math.min(LONGEST_MS, SHORTEST_MS * 2 ** attempt);

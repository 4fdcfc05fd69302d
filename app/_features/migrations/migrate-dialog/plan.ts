import type { MigrationMode, MigrationOptions } from "@/server/migrations/schema";
import type { Precheck, PrecheckMessage } from "@/server/migrations/types";
import type { Problem } from "@/server/problem";

/**
 * What the person has chosen so far and what the pre-check said about it. The mode `auto` follows the
 * pre-check's suggestion; a mode chosen by hand is never overruled, and disks are only copied on demand.
 */
export interface Plan {
  destinationId: string | null;
  mode: MigrationMode | "auto";
  suggestedMode: MigrationMode;
  copyStorage: boolean;
  autoConverge: boolean;
  bandwidthMibps: string;
  maxDowntimeMs: string;
  acceptUnsafe: boolean;
  /** A pre-check is under way; what is shown meanwhile is the last one's. */
  checking: boolean;
  lines: Precheck[];
  /** Lines of the run before, shown until this run has its own. */
  earlier: Precheck[];
  verdict: Verdict | null;
  /** Why the pre-check itself broke off. */
  broken: Problem | null;
}
export type Verdict = Extract<PrecheckMessage, { kind: "verdict" }>;

export type PlanAction =
  | { kind: "destination"; id: string }
  | { kind: "mode"; mode: Plan["mode"] }
  | { kind: "copyStorage"; on: boolean }
  | { kind: "autoConverge"; on: boolean }
  | { kind: "bandwidth"; text: string }
  | { kind: "maxDowntime"; text: string }
  | { kind: "acceptUnsafe"; on: boolean }
  | { kind: "precheckStarted" }
  | { kind: "message"; message: PrecheckMessage }
  | { kind: "broken"; problem: Problem };

export const emptyPlan: Plan = {
  destinationId: null,
  mode: "auto",
  suggestedMode: "peerToPeer",
  copyStorage: false,
  autoConverge: false,
  bandwidthMibps: "",
  maxDowntimeMs: "",
  acceptUnsafe: false,
  checking: false,
  lines: [],
  earlier: [],
  verdict: null,
  broken: null,
};

const MAX_BANDWIDTH_MIBPS = 1_000_000;
const MAX_DOWNTIME_MS = 2_000_000;

/** A whole number within 1…max, undefined for an empty field, null for anything else. */
export function readLimit(text: string, max: number): number | undefined | null {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (!/^\d{1,9}$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return value >= 1 && value <= max ? value : null;
}
export const readBandwidth = (plan: Plan) => readLimit(plan.bandwidthMibps, MAX_BANDWIDTH_MIBPS);
export const readDowntime = (plan: Plan) => readLimit(plan.maxDowntimeMs, MAX_DOWNTIME_MS);

/** The options to check and to start with; null while a field cannot be read. */
export function optionsOf(plan: Plan): MigrationOptions | null {
  const bandwidthMibps = readBandwidth(plan);
  const maxDowntimeMs = readDowntime(plan);
  if (bandwidthMibps === null || maxDowntimeMs === null) return null;
  return {
    mode: plan.mode === "auto" ? plan.suggestedMode : plan.mode,
    copyStorage: plan.copyStorage,
    autoConverge: plan.autoConverge,
    acceptUnsafe: plan.acceptUnsafe,
    ...(bandwidthMibps === undefined ? {} : { bandwidthMibps }),
    ...(maxDowntimeMs === undefined ? {} : { maxDowntimeMs }),
  };
}

/** Ready to start: the pre-check passed, or only what the person has accepted stands in the way. */
export function canStart(plan: Plan): boolean {
  if (plan.checking || plan.verdict === null || optionsOf(plan) === null) return false;
  return plan.verdict.ready || (plan.verdict.needsUnsafe && plan.acceptUnsafe);
}

function withLine(lines: Precheck[], line: Precheck): Precheck[] {
  const at = lines.findIndex((known) => known.name === line.name);
  return at < 0 ? [...lines, line] : lines.with(at, line);
}

/** The lines to show: this run's, and the last run's where this one has not come to them yet. */
export function shownLines(plan: Plan): Precheck[] {
  return plan.lines.reduce(withLine, plan.checking ? plan.earlier : []);
}

/** Anything the verdict depends on makes it stale; the consent given for it goes with it. */
const stale = { verdict: null, acceptUnsafe: false } satisfies Partial<Plan>;

function withMessage(plan: Plan, message: PrecheckMessage): Plan {
  if (message.kind === "line") return { ...plan, lines: withLine(plan.lines, message.line) };
  // A suggestion that was followed stays: judged by its own result it would be taken back, and forth again.
  const suggestedMode = plan.suggestedMode === "managed" ? "managed" : message.suggestedMode;
  const followed = plan.mode === "auto" && suggestedMode !== plan.suggestedMode;
  return { ...plan, checking: followed, verdict: message, suggestedMode };
}

export function planned(plan: Plan, action: PlanAction): Plan {
  switch (action.kind) {
    case "destination":
      return {
        ...plan,
        ...stale,
        destinationId: action.id,
        suggestedMode: "peerToPeer",
        copyStorage: false,
        lines: [],
        earlier: [],
      };
    case "mode":
      return { ...plan, ...stale, mode: action.mode };
    case "copyStorage":
      return { ...plan, ...stale, copyStorage: action.on };
    case "autoConverge":
      return { ...plan, autoConverge: action.on };
    case "bandwidth":
      return { ...plan, bandwidthMibps: action.text };
    case "maxDowntime":
      return { ...plan, maxDowntimeMs: action.text };
    case "acceptUnsafe":
      return { ...plan, acceptUnsafe: action.on };
    case "precheckStarted":
      return { ...plan, checking: true, broken: null, earlier: shownLines(plan), lines: [] };
    case "message":
      return withMessage(plan, action.message);
    case "broken":
      return { ...plan, checking: false, verdict: null, broken: action.problem };
  }
}

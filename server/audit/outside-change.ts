import type { MachineRow } from "../inventory/types";

/** One machine on one host, at both ends of a quiet moment. */
export interface Delta {
  hostId: string;
  before: MachineRow | undefined;
  after: MachineRow | undefined;
  /** The host had been out of sight: when it happened, nobody knows. */
  afterAbsence: boolean;
  /** Lines of the definition that went and that came. */
  definition: { before: string[]; after: string[] } | undefined;
}

/** A change nobody asked us for, in the words of the audit. */
export interface OutsideChange {
  action: `outside.${Verb}`;
  hostIds: string[];
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}
type Verb =
  | "appeared"
  | "vanished"
  | "moved"
  | "started"
  | "stopped"
  | "paused"
  | "resumed"
  | "crashed"
  | "changed";

/** What a machine's changes on all hosts come to; empty where it ended as it began. */
export function outsideChanges(deltas: readonly Delta[]): OutsideChange[] {
  const gone = deltas.find(({ before, after }) => before && !after);
  const come = deltas.find(({ before, after }) => !before && after);
  if (gone && come)
    return [
      {
        action: "outside.moved",
        hostIds: [gone.hostId, come.hostId],
        before: { host: gone.hostId },
        after: { host: come.hostId, ...absence(gone.afterAbsence || come.afterAbsence) },
      },
    ];
  return deltas.flatMap((delta) => changeOn(delta) ?? []);
}

const absence = (afterAbsence: boolean) => (afterAbsence ? { seenAfterAbsence: true } : {});

function changeOn(delta: Delta): OutsideChange | undefined {
  const { hostId, before, after, afterAbsence } = delta;
  if (!before && !after) return undefined;
  const verb = verbOf(delta);
  if (!verb) return undefined;
  const [was, is] = [wordsOf(before), wordsOf(after)];
  const keys = Object.keys({ ...was, ...is }).filter((key) => was[key] !== is[key]);
  const only = (words: Record<string, unknown>) =>
    Object.fromEntries(keys.flatMap((key) => (key in words ? [[key, words[key]]] : [])));
  const lines = (which: "before" | "after") =>
    delta.definition ? { definition: delta.definition[which] } : {};
  return {
    action: `outside.${verb}`,
    hostIds: [hostId],
    before: { ...only(was), ...lines("before") },
    after: { ...only(is), ...lines("after"), ...absence(afterAbsence) },
  };
}

function verbOf({ before, after, definition }: Delta): Verb | undefined {
  if (!before) return "appeared";
  if (!after) return "vanished";
  const [was, is] = [condition(before), condition(after)];
  if (was !== is) {
    if (is === "paused") return was === "off" ? "started" : "paused";
    if (is === "running") return was === "paused" ? "resumed" : "started";
    if (is === "crashed") return "crashed";
    if (is === "off") return "stopped";
  }
  return definition || differ(before, after) ? "changed" : undefined;
}

/** What a host has not told yet is 0: that it tells it is no change. */
function differ(before: MachineRow, after: MachineRow): boolean {
  const grew = (was: number, is: number) => was !== is && was > 0 && is > 0;
  return (
    before.name !== after.name ||
    before.autostart !== after.autostart ||
    before.persistent !== after.persistent ||
    grew(before.vcpus, after.vcpus) ||
    grew(before.memoryMaxKib, after.memoryMaxKib)
  );
}

/** What a person calls it; a guest that is going down is still running. */
function condition({ state }: MachineRow): "running" | "paused" | "off" | "crashed" | "unknown" {
  switch (state) {
    case "running":
    case "blocked":
    case "shuttingDown":
      return "running";
    case "paused":
    case "suspended":
      return "paused";
    case "shutOff":
      return "off";
    default:
      return state;
  }
}

/** Of a row, what changes by somebody's will only: not the balloon, not addresses. */
const wordsOf = (row: MachineRow | undefined): Record<string, unknown> =>
  row
    ? {
        name: row.name,
        state: row.state,
        reason: row.reason,
        vcpus: row.vcpus,
        memoryMaxKib: row.memoryMaxKib,
        autostart: row.autostart,
        persistent: row.persistent,
      }
    : {};

const LINES_MAX = 40;
const LINE_CHARS_MAX = 200;

/** The lines that one text has and the other has not, in order. */
export function changedLines(before: string, after: string): { before: string[]; after: string[] } {
  const without = (text: string, other: string) => {
    const known = new Set(other.split("\n"));
    const own = text.split("\n").filter((line) => !known.has(line));
    return own.slice(0, LINES_MAX).map((line) => line.trim().slice(0, LINE_CHARS_MAX));
  };
  return { before: without(before, after), after: without(after, before) };
}

import type { DefinitionChange } from "../inventory/detail-reader";
import type { MachineRow } from "../inventory/types";

/** One machine on one host, at both ends of a quiet moment. */
export interface Delta {
  hostId: string;
  before: MachineRow | undefined;
  after: MachineRow | undefined;
  /** The host had been out of sight: when it happened, nobody knows. */
  afterAbsence: boolean;
  /** Its definition at both ends, where that was read anew. */
  definition: DefinitionChange | undefined;
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
  return deltas.flatMap(changesOn);
}

const absence = (afterAbsence: boolean) => (afterAbsence ? { seenAfterAbsence: true } : {});

/** A machine may have been started and edited in the same moment: that is two things. */
function changesOn(delta: Delta): OutsideChange[] {
  const { hostId, before, after, definition } = delta;
  const tell = (verb: Verb, was: Words, is: Words): OutsideChange => ({
    action: `outside.${verb}`,
    hostIds: [hostId],
    before: different(was, is),
    after: { ...different(is, was), ...absence(delta.afterAbsence) },
  });
  if (!before) return after ? [tell("appeared", {}, wordsOf(after))] : [];
  if (!after) return [tell("vanished", wordsOf(before), {})];
  const verb = verbOf(condition(before), condition(after));
  const changes = verb ? [tell(verb, runOf(before), runOf(after))] : [];
  const edited = definition && definition.before !== definition.after;
  if (edited || differ(before, after)) {
    const lines = edited ? changedLines(definition) : { was: {}, is: {} };
    const was = { ...shapeOf(before), ...lines.was };
    changes.push(tell("changed", was, { ...shapeOf(after), ...lines.is }));
  }
  return changes;
}

function verbOf(was: Condition, is: Condition): Verb | undefined {
  if (was === is) return undefined;
  if (is === "paused") return was === "off" ? "started" : "paused";
  if (is === "running") return was === "paused" ? "resumed" : "started";
  if (is === "crashed") return "crashed";
  return is === "off" ? "stopped" : undefined;
}

type Words = Record<string, unknown>;

const different = (words: Words, other: Words): Words =>
  Object.fromEntries(Object.entries(words).filter(([key, value]) => other[key] !== value));

const runOf = ({ state, reason }: MachineRow): Words => ({ state, reason });

/** What changes by somebody's will only: not the balloon, not addresses. */
const shapeOf = ({ name, vcpus, memoryMaxKib, autostart, persistent }: MachineRow): Words => ({
  name,
  vcpus,
  memoryMaxKib,
  autostart,
  persistent,
});

const wordsOf = (row: MachineRow): Words => ({ ...shapeOf(row), ...runOf(row) });

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

type Condition = "running" | "paused" | "off" | "crashed" | "unknown";

/** What a person calls it; a guest that is going down is still running. */
function condition({ state }: MachineRow): Condition {
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

const LINES_MAX = 40;
const LINE_CHARS_MAX = 200;

/** The lines that one text has and the other has not, in order. */
function changedLines({ before, after }: DefinitionChange): { was: Words; is: Words } {
  const without = (text: string, other: string): Words => {
    const known = new Set(other.split("\n"));
    const own = text.split("\n").filter((line) => !known.has(line));
    const lines = own.slice(0, LINES_MAX).map((line) => line.trim().slice(0, LINE_CHARS_MAX));
    return { definition: lines.join("\n") };
  };
  return { was: without(before, after), is: without(after, before) };
}

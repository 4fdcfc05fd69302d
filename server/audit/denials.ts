import type { Logger } from "pino";
import type { Problem } from "../problem";
import type { Audit, AuditActor, AuditEntry, AuditObject } from "./types";

/** One refused call. */
export interface Denial {
  actor: AuditActor;
  /** What was called, e.g. `machines.start`. */
  call: string;
  /** The right that was missing. */
  action?: string;
  objects: AuditObject[];
  problem: Problem;
}

/** Refusals are recorded one by one up to a few a minute for each session, and beyond that by their number. */
export interface Denials {
  note(denial: Denial): void;
  /** What somebody at the door was refused: the same bound, for each source address. */
  noteEntry(entry: AuditEntry): void;
  /** Writes what is only counted yet. */
  close(): Promise<void>;
}

const WINDOW_MS = 60_000;
const ONE_BY_ONE = 10;
/** Callers told apart in one window; a flood from more addresses shares one count. */
const CALLERS_MAX = 1_000;
const EVERYBODY_ELSE = "others";

interface Caller {
  written: number;
  counted: number;
  last: AuditEntry;
}

export function createDenials(audit: Audit, log: Logger): Denials {
  let callers = new Map<string, Caller>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = (entry: AuditEntry): void => {
    writing = writing
      .then(() => audit.record(entry))
      .catch((error: unknown) => log.error({ err: error }, "a refusal is not in the audit"));
  };

  const endWindow = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const ended = callers;
    callers = new Map();
    for (const { counted, last } of ended.values())
      if (counted > 0) write({ ...last, action: "access.deniedMany", after: { count: counted } });
  };

  const noteEntry = (entry: AuditEntry): void => {
    timer ??= setTimeout(endWindow, WINDOW_MS).unref();
    const own = entry.actor.sessionId ?? entry.actor.sourceIp ?? entry.actor.id;
    const key = callers.has(own) || callers.size < CALLERS_MAX ? own : EVERYBODY_ELSE;
    const caller = callers.get(key) ?? { written: 0, counted: 0, last: entry };
    callers.set(key, caller);
    caller.last = entry;
    if (caller.written < ONE_BY_ONE) {
      caller.written++;
      write(entry);
    } else caller.counted++;
  };

  return {
    noteEntry,
    note: ({ actor, call, action, objects, problem }) =>
      noteEntry({
        actor,
        action: "access.denied",
        objects,
        decision: "denied",
        after: { call, ...(action === undefined ? {} : { action }) },
        problem,
      }),
    async close() {
      endWindow();
      await writing;
    },
  };
}

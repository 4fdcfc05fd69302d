import type { Runtime } from "../runtime-types";
import type { AuditActor, AuditEntry } from "./types";

export interface ConsoleOpened {
  actor: AuditActor;
  machine: { hostId: string; uuid: string };
  /** vnc, serial … */
  kind: string;
  mode: "control" | "view";
}

/** How it ended; bytes as the browser saw them. */
export interface ConsoleClosed {
  end: string;
  bytesIn?: number;
  bytesOut?: number;
}

/** One console session in the audit: its opening now, its end with mode and duration by the function returned. */
export function noteConsole(
  { audit, fleet, log }: Pick<Runtime, "audit" | "fleet" | "log">,
  { actor, machine, kind, mode }: ConsoleOpened,
): (closed: ConsoleClosed) => void {
  const startedMs = performance.now();
  const { hostId, uuid } = machine;
  const about = {
    actor,
    objects: [
      { kind: "machine", id: uuid, name: fleet.machine(machine)?.name ?? uuid },
      { kind: "host", id: hostId, name: fleet.host(hostId)?.name ?? hostId },
    ],
    decision: "allowed",
  } satisfies Partial<AuditEntry>;
  const record = (entry: AuditEntry) =>
    audit
      .record(entry)
      .catch((err: unknown) => log.error({ err }, "a console session is not in the audit"));
  const opened = record({ ...about, action: "console.open", after: { kind, mode } });
  return ({ end, ...bytes }) => {
    const durationMs = Math.round(performance.now() - startedMs);
    const after = { kind, mode, durationMs, ...bytes };
    void opened.then(() => record({ ...about, action: "console.close", outcome: end, after }));
  };
}

import { pino } from "pino";
import { createAudit } from "../../audit/audit-log";
import type { TempDatabase } from "../../db/testing/temp-database";
import { Writer } from "../../db/writer";
import type { HostRow, MachineRow } from "../../inventory/types";
import { AppError } from "../../problem";
import { createOperations } from "../create-operations";
import type { OperationDefinition, OperationIntent, OperationsDeps } from "../engine-types";
import type { OperationView } from "../types";

export { type TempDatabase, tempDatabase } from "../../db/testing/temp-database";

/** The two signals of a fleet that the engine listens to, pulled by hand. */
export function signals() {
  const links = new Set<(host: HostRow) => void>();
  const machines = new Set<(a: MachineRow | undefined, b: MachineRow | undefined) => void>();
  return {
    onHostLink: (listener: (host: HostRow) => void) => {
      links.add(listener);
      return () => links.delete(listener);
    },
    onMachineChange: (listener: (a: MachineRow | undefined, b: MachineRow | undefined) => void) => {
      machines.add(listener);
      return () => machines.delete(listener);
    },
    linkChanged: (host: HostRow) => {
      for (const listener of links) listener(host);
    },
  };
}

export function engineOn(
  database: Pick<TempDatabase, "db">,
  definitions: OperationDefinition[],
  more: Partial<OperationsDeps> = {},
) {
  const writer = new Writer(database.db);
  return createOperations({
    db: database.db,
    writer,
    audit: createAudit(writer),
    log: pino({ level: "silent" }),
    fleet: signals(),
    definitions,
    judge: (error) => ({
      problem: error instanceof AppError ? error.problem : { code: "internal" },
      effectKnown: error instanceof AppError,
    }),
    mayGoOn: () => true,
    ...more,
  });
}

export const startIntent = (over: Partial<OperationIntent> = {}): OperationIntent => ({
  kind: "machine.start",
  intent: "intent-0001",
  by: { id: "u1", name: "ada" },
  target: {
    hostId: "h1",
    uuid: "00000000-0000-4000-8000-000000000001",
    name: "web-01",
    hostName: "kvm1",
  },
  locks: ["machine:00000000-0000-4000-8000-000000000001"],
  params: { machine: "web-01" },
  ...over,
});

/** The view of an operation once `until` holds. */
export async function viewOnce(
  operations: ReturnType<typeof createOperations>,
  id: string,
  until: (view: OperationView) => boolean,
): Promise<OperationView> {
  const stop = AbortSignal.timeout(10_000);
  for await (const message of operations.watch(stop)) {
    const all = message.kind === "snapshot" ? message.operations : [message.operation];
    const found = all.find((view) => view.id === id && until(view));
    if (found) return found;
  }
  throw new Error(`operation ${id} did not get there in time`);
}

export const ended = (view: OperationView) => view.endedAtMs !== null;

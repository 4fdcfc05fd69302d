import type { FilterFields } from "../filter/terms";
import { type OperationState, operationStates } from "../operations/types";
import { migrationModes } from "./schema";
import type { MigrationView } from "./types";

/** What `q` may ask of the migration history. */
export const migrationFields = {
  machine: { kind: "text", values: [] },
  uuid: { kind: "text", values: [] },
  from: { kind: "text", values: [] },
  to: { kind: "text", values: [] },
  host: { kind: "text", values: [] },
  by: { kind: "text", values: [] },
  state: { kind: "choice", values: operationStates satisfies readonly OperationState[] },
  mode: { kind: "choice", values: migrationModes.map((mode) => mode.toLowerCase()) },
  took: { kind: "duration", values: ["30s", "5m"] },
  age: { kind: "duration", values: ["1h", "7d"] },
} as const satisfies FilterFields<string>;
type MigrationField = keyof typeof migrationFields;

export function readMigration(view: MigrationView, key: MigrationField | null) {
  const { machine, from, to, requestedBy } = view;
  switch (key) {
    case "machine":
      return machine.name;
    case "uuid":
      return machine.uuid;
    case "from":
      return from.name;
    case "to":
      return to.name;
    case "host":
      return [from.name, to.name];
    case "by":
      return requestedBy.name;
    case "state":
      return view.state;
    case "mode":
      return view.mode;
    case "took":
      return view.durationMs;
    case "age":
      return Date.now() - view.startedAtMs;
    case null:
      return [machine.name, machine.uuid, from.name, to.name, requestedBy.name];
  }
}

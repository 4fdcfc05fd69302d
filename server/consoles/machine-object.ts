import type { AuditObject } from "../audit/types";
import type { Fleet } from "../inventory/fleet-types";

/** A machine as the audit names it. */
export function machineObject(fleet: Fleet, uuid: string): AuditObject {
  const [row] = fleet.machinesByUuid(uuid);
  return { kind: "machine", id: uuid, name: row?.name ?? uuid };
}

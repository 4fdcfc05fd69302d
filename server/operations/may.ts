import { type AccessObject, fleetObject } from "../rights/schema";
import type { Rights } from "../rights/types";
import { kindRights } from "./kind-rights";
import type { OperationView } from "./types";

type About = Pick<OperationView, "target" | "requestedBy" | "kind">;

export function objectOf({ target }: Pick<OperationView, "target">): AccessObject {
  if (target.uuid !== null) return { kind: "machine", uuid: target.uuid };
  return target.hostId === null ? fleetObject : { kind: "host", hostId: target.hostId };
}

const isOwn = (rights: Rights, { requestedBy }: About) => requestedBy.id === rights.subjectId;

export function maySee(rights: Rights, operation: About): boolean {
  const object = objectOf(operation);
  const view = object.kind === "machine" ? "machine.view" : "host.view";
  return isOwn(rights, operation) || rights.can(view, object);
}

/** One's own work, or what one could have started oneself. */
export const mayCancel = (rights: Rights, operation: About): boolean =>
  isOwn(rights, operation) || rights.can(kindRights[operation.kind], objectOf(operation));

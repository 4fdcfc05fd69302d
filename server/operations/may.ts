import { type AccessObject, fleetObject, type Requirement } from "../rights/schema";
import { subjectOfId } from "../rights/subject-id";
import type { Rights, RightsBook } from "../rights/types";
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

/** Whether whoever asked for an operation could still ask for it now. */
export function mayGoOn(
  book: RightsBook,
  operation: About,
  needs: readonly Requirement[],
): boolean {
  const rights = book.of(subjectOfId(operation.requestedBy.id));
  const ofKind = { action: kindRights[operation.kind], object: objectOf(operation) };
  return [ofKind, ...needs].every(({ action, object }) => rights.can(action, object));
}

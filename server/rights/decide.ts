import type { AccessObject, Action, Scope } from "./schema";

/**
 * Allow-only rights. A subject may act on an object when one of its grants names the action, reaches
 * the object and has not run out. Nothing denies and nothing replaces: grants add up, so what a person
 * may do is the union of lines that can be read one by one.
 */
export interface EffectiveGrant {
  id: string;
  actions: ReadonlySet<Action>;
  scope: Scope;
  /** Unix ms; null never runs out. */
  expiresAtMs: number | null;
}

/** What only the fleet knows about an object. */
export interface Surroundings {
  /** The one project of a machine, by UUID. */
  projectOf(machineUuid: string): string | undefined;
}

export function allows(
  grants: readonly EffectiveGrant[],
  wanted: { action: Action; object: AccessObject; nowMs: number },
  around: Surroundings,
): boolean {
  return grants.some(
    (grant) =>
      grant.actions.has(wanted.action) &&
      (grant.expiresAtMs === null || wanted.nowMs < grant.expiresAtMs) &&
      reaches(grant.scope, wanted.object, around),
  );
}

/** Whether everything in `object` lies inside `scope`. */
export function reaches(scope: Scope, object: AccessObject, around: Surroundings): boolean {
  switch (scope.kind) {
    case "fleet":
      return true;
    case "project":
      return object.kind === "project"
        ? object.projectId === scope.projectId
        : object.kind === "machine" && around.projectOf(object.uuid) === scope.projectId;
    case "machine":
      return object.kind === "machine" && object.uuid === scope.uuid;
    case "host":
      return "hostId" in object && object.hostId === scope.hostId;
    case "pool":
      return object.kind === "pool" && object.hostId === scope.hostId && object.pool === scope.pool;
    case "network":
      return (
        object.kind === "network" &&
        object.hostId === scope.hostId &&
        object.network === scope.network
      );
  }
}

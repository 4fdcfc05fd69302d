import type { MachineKey } from "../machines/schema";
import type { Action, Requirement } from "./schema";
import { fleetObject } from "./schema";

/** What the routers declare most often, by object. */
export const onFleet = (action: Action): Requirement => ({ action, object: fleetObject });

export const onMachine = (action: Action, { uuid }: Pick<MachineKey, "uuid">): Requirement => ({
  action,
  object: { kind: "machine", uuid },
});

export const onHost = (action: Action, hostId: string): Requirement => ({
  action,
  object: { kind: "host", hostId },
});

import type { Action } from "../rights/schema";
import type { OperationKind } from "./types";

/** The right on its target that each kind of operation takes; asking a guest is one, pulling its plug another. */
export const kindRights: Record<OperationKind, Action> = {
  "machine.start": "machine.power.on",
  "machine.shutdown": "machine.power.soft",
  "machine.reboot": "machine.power.soft",
  "machine.reset": "machine.power.hard",
  "machine.forceOff": "machine.power.hard",
  "machine.pause": "machine.pause",
  "machine.resume": "machine.pause",
  "machine.migrate": "machine.migrate",
  "host.add": "host.manage",
  "host.remove": "host.manage",
  "host.rename": "host.manage",
  "host.repin": "host.manage",
  "host.installKey": "host.manage",
  "database.backup": "fleet.settings",
  "database.rotateKey": "fleet.settings",
};

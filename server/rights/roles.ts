import { type Action, actions, type BuiltInRole } from "./actions";

const viewer = [
  "machine.view",
  "machine.stats",
  "volume.view",
  "host.view",
] as const satisfies readonly Action[];

const consoleViewer = [...viewer, "machine.console.view"] as const satisfies readonly Action[];

const operator = [
  ...consoleViewer,
  "machine.console.control",
  "machine.power.on",
  "machine.power.soft",
  "machine.power.hard",
  "machine.pause",
  "machine.snapshot.create",
  "machine.migrate",
] as const satisfies readonly Action[];

const machineAdmin = [
  ...operator,
  "machine.console.takeover",
  "machine.snapshot.revert",
  "machine.snapshot.delete",
  "machine.cpuMemory",
  "machine.disk",
  "machine.nic",
  "machine.boot",
  "machine.metadata",
  "machine.clone",
  "machine.create",
  "machine.delete",
  "volume.use",
  "volume.upload",
  "volume.create",
  "volume.delete",
] as const satisfies readonly Action[];

const hostAdmin = [
  "host.view",
  "host.place",
  "host.maintenance",
  "host.manage",
  "volume.view",
  "volume.use",
  "volume.upload",
  "volume.create",
  "volume.delete",
  "network.attach",
] as const satisfies readonly Action[];

/**
 * The roles that come with the product. An auditor sees hosts and machines because a history without
 * them cannot be read; `machine.rawXml` is as strong as root on the host, so only an owner has it.
 */
export const roleActions: Record<BuiltInRole, ReadonlySet<Action>> = {
  viewer: new Set(viewer),
  consoleViewer: new Set(consoleViewer),
  operator: new Set(operator),
  machineAdmin: new Set(machineAdmin),
  hostAdmin: new Set(hostAdmin),
  auditor: new Set(["audit.view", "machine.view", "host.view"]),
  accessAdmin: new Set(["access.manage"]),
  owner: new Set(actions),
};

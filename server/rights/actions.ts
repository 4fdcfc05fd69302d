/** Everything a right can be held for. Fleet-wide things come first, then machines, storage, hosts, networks. */
export const actions = [
  "access.manage",
  "audit.view",
  "fleet.settings",
  "machine.view",
  "machine.stats",
  "machine.console.view",
  "machine.console.control",
  "machine.console.takeover",
  "machine.power.on",
  "machine.power.soft",
  "machine.power.hard",
  "machine.pause",
  "machine.snapshot.create",
  "machine.snapshot.revert",
  "machine.snapshot.delete",
  "machine.migrate",
  "machine.migrateUnsafe",
  "machine.cpuMemory",
  "machine.disk",
  "machine.nic",
  "machine.boot",
  "machine.metadata",
  "machine.clone",
  "machine.create",
  "machine.delete",
  "machine.rawXml",
  "volume.view",
  "volume.use",
  "volume.upload",
  "volume.create",
  "volume.delete",
  "host.view",
  "host.place",
  "host.maintenance",
  "host.manage",
  "network.attach",
] as const;
export type Action = (typeof actions)[number];

export const builtInRoles = [
  "viewer",
  "consoleViewer",
  "operator",
  "machineAdmin",
  "hostAdmin",
  "auditor",
  "accessAdmin",
  "owner",
] as const;
export type BuiltInRole = (typeof builtInRoles)[number];

const known: ReadonlySet<string> = new Set(actions);
export const isAction = (text: unknown): text is Action =>
  typeof text === "string" && known.has(text);

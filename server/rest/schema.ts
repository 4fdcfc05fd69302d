/** The operations of the API, by the names in its document. */
export const routeIds = [
  "listHosts",
  "addHost",
  "getHost",
  "listMachines",
  "getMachine",
  "startMachine",
  "shutdownMachine",
  "rebootMachine",
  "resetMachine",
  "forceOffMachine",
  "pauseMachine",
  "resumeMachine",
  "migrateMachine",
  "listOperations",
  "getOperation",
  "cancelOperation",
  "listMigrations",
  "listAudit",
  "ansibleInventory",
  "watchEvents",
] as const;
export type RouteId = (typeof routeIds)[number];

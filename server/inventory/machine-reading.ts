/** What one look at a machine found. Fields that this look did not cover are absent. */
export interface MachineReading {
  uuid: string;
  name: string;
  /** libvirt's id of the running instance; -1 while there is none. */
  runId: number;
  /** libvirt's virDomainState and its reason. */
  state: number;
  reason: number;
  vcpus?: number;
  memoryKib?: number;
  memoryMaxKib?: number;
  cpuTimeNs?: number;
  autostart?: boolean;
  persistent?: boolean;
  hasManagedSave?: boolean;
}

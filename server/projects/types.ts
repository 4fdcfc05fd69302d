export interface ProjectView {
  id: string;
  name: string;
  machineUuids: string[];
  grants: number;
  createdAtMs: number;
}

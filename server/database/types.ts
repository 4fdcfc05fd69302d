import type { Provider } from "../db/client";
import type { BackupSettings } from "./schema";

export interface Backup {
  name: string;
  sizeBytes: number;
  atMs: number;
}

export interface DatabaseState {
  provider: Provider;
  /** Where backups lie on the server's disk. */
  directory: string;
  /** Newest first. */
  backups: Backup[];
  settings: BackupSettings;
  /** Names the master key without telling it. */
  keyId: string;
  secrets: number;
}

import type { HostRecord } from "../inventory/fleet-types";

interface StoredHost {
  id: string;
  name: string;
  uri: string;
  hostKeySha256: string | null;
  enabled: boolean;
  addedAt: Date;
}

export function recordOf(host: StoredHost): HostRecord {
  const { id, name, uri, hostKeySha256, enabled, addedAt } = host;
  return { id, name, uri, hostKeySha256, enabled, addedAtMs: addedAt.getTime() };
}

import type { SshIdentity } from "./types";

/** The product's own ed25519 key: made once, sealed in the database. */
export interface SshIdentityStore {
  describe(): Promise<SshIdentity>;
  /** OpenSSH PEM; for node-libvirt only, never returned by the API. */
  privateKey(): Promise<string>;
}

import type { SecretStore } from "../secrets/secret-store";
import { installLineOf } from "./install-line";
import { fingerprintOf, makeOpenSshKeyPair, type OpenSshKeyPair } from "./openssh-key";
import type { SshIdentity } from "./types";

/** The product's own ed25519 key: made once, sealed in the database. */
export interface SshIdentityStore {
  describe(): Promise<SshIdentity>;
  /** OpenSSH PEM; for node-libvirt only, never returned by the API. */
  privateKey(): Promise<string>;
}

const SECRET_NAME = "ssh:identity";

export function createSshIdentityStore(secrets: SecretStore): SshIdentityStore {
  let loading: Promise<OpenSshKeyPair> | undefined;
  const load = () => {
    loading ??= loadOrMake(secrets).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return {
    async describe() {
      const { publicKey } = await load();
      return {
        publicKey,
        sha256: fingerprintOf(publicKey),
        installLine: installLineOf(publicKey),
      };
    },
    privateKey: async () => (await load()).privateKey,
  };
}

/** Both halves lie in one sealed value, the public line first: they can never be told apart. */
async function loadOrMake(secrets: SecretStore): Promise<OpenSshKeyPair> {
  const stored = (await secrets.read(SECRET_NAME)) ?? (await makeOnce(secrets));
  const end = stored.indexOf("\n");
  return { publicKey: stored.slice(0, end), privateKey: stored.slice(end + 1) };
}

function makeOnce(secrets: SecretStore): Promise<string> {
  const pair = makeOpenSshKeyPair("flotilla");
  return secrets.writeOnce(SECRET_NAME, `${pair.publicKey}\n${pair.privateKey}`);
}

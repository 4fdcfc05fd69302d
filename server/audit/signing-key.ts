import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { ulid } from "ulid";
import type { Db } from "../db/client";
import type { SecretStore } from "../secrets/secret-store";

const SECRET_NAME = "audit:key";
const INSTALLATION = "audit.installation";

/** The installation's Ed25519 key: it signs what the audit was, and the private half never leaves the seal. */
export interface SigningKey {
  /** Names this installation in journals that several may write to. */
  installation: string;
  /** The beginning of the public half's SHA-256, hex. */
  keyId: string;
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
}

export async function loadSigningKey(db: Db, secrets: SecretStore): Promise<SigningKey> {
  const stored = (await secrets.read(SECRET_NAME)) ?? (await makeOnce(secrets));
  const privateKey = createPrivateKey(stored);
  return signingKey(privateKey, await installationOf(db));
}

export function signingKey(privateKey: KeyObject, installation: string): SigningKey {
  const publicKey = createPublicKey(privateKey);
  const der = publicKey.export({ type: "spki", format: "der" });
  return {
    installation,
    keyId: createHash("sha256").update(der).digest("hex").slice(0, 16),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString("base64url"),
    verify: (text, signature) =>
      verify(null, Buffer.from(text), publicKey, Buffer.from(signature, "base64url")),
  };
}

function makeOnce(secrets: SecretStore): Promise<string> {
  const { privateKey } = generateKeyPairSync("ed25519");
  return secrets.writeOnce(
    SECRET_NAME,
    privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  );
}

async function installationOf(db: Db): Promise<string> {
  const row = await db.setting.upsert({
    where: { key: INSTALLATION },
    create: { key: INSTALLATION, value: ulid() },
    update: {},
  });
  return row.value;
}

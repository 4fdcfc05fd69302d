import type { ConnectOptions } from "node-libvirt";

export interface HostCredentials {
  /** The product's own SSH key. */
  privateKey: string;
  hostKeySha256: string | null;
  sasl: SaslCredentials | null;
}

export interface SaslCredentials {
  username: string;
  password: string;
}

export const saslSecretName = (hostId: string): string => `host:${hostId}:sasl`;

/** A host whose key nobody confirmed yet is never signed in to: its key is shown and the door stays shut. */
export function connectOptionsOf({
  privateKey,
  hostKeySha256,
  sasl,
}: HostCredentials): ConnectOptions {
  return {
    ssh: { privateKey, hostKeySha256: hostKeySha256 ?? (() => false) },
    ...(sasl ? { sasl } : {}),
  };
}

/** Reads what `JSON.stringify` of SaslCredentials wrote into the secret store. */
export function parseSasl(secret: string | undefined): SaslCredentials | null {
  if (secret === undefined) return null;
  const value: unknown = JSON.parse(secret);
  const isPair = Array.isArray(value) && value.length === 2;
  const [username, password]: unknown[] = isPair ? value : [];
  return typeof username === "string" && typeof password === "string"
    ? { username, password }
    : null;
}

export const formatSasl = ({ username, password }: SaslCredentials): string =>
  JSON.stringify([username, password]);

/**
 * An ed25519 key pair in OpenSSH's own file format (PROTOCOL.key), unencrypted:
 *
 *   "openssh-key-v1\0"  cipher "none"  kdf "none"  kdf options ""  count 1
 *   string  public key: string "ssh-ed25519", string 32 bytes
 *   string  check, check (equal), "ssh-ed25519", public 32, seed+public 64, comment, padding 1 2 3 …
 */
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";

const KEY_TYPE = "ssh-ed25519";
const BLOCK_BYTES = 8;

export interface OpenSshKeyPair {
  /** PEM, as `ssh-keygen` writes it. */
  privateKey: string;
  /** One line of `authorized_keys`. */
  publicKey: string;
}

export function makeOpenSshKeyPair(comment: string): OpenSshKeyPair {
  const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const seed = Buffer.from(jwk.d ?? "", "base64url");
  const point = Buffer.from(jwk.x ?? "", "base64url");
  const blob = Buffer.concat([string(KEY_TYPE), string(point)]);
  const check = randomBytes(4);
  const secret = pad(
    Buffer.concat([check, check, blob, string(Buffer.concat([seed, point])), string(comment)]),
  );
  const file = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    string("none"),
    string("none"),
    string(""),
    uint32(1),
    string(blob),
    string(secret),
  ]);
  const lines = file.toString("base64").match(/.{1,70}/g) ?? [];
  return {
    privateKey: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join("\n")}\n-----END OPENSSH PRIVATE KEY-----\n`,
    publicKey: `${KEY_TYPE} ${blob.toString("base64")} ${comment}`,
  };
}

/** `SHA256:…` as `ssh-keygen -lf` prints it. */
export function fingerprintOf(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(" ")[1] ?? "", "base64");
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function string(value: string | Uint8Array): Buffer {
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  return Buffer.concat([uint32(bytes.length), bytes]);
}

function pad(bytes: Buffer): Buffer {
  const missing = (BLOCK_BYTES - (bytes.length % BLOCK_BYTES)) % BLOCK_BYTES;
  return Buffer.concat([bytes, Buffer.from(Array.from({ length: missing }, (_, i) => i + 1))]);
}

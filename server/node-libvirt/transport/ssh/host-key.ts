import { createHash, createPublicKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import ssh2 from "ssh2";
import { TransportError, type TransportReason } from "../../errors/errors";
import { systemCode } from "../system-errors";
import { RSA_BITS_MIN } from "./algorithms";
import { type KnownKey, knownKeys } from "./known-hosts";

/** A server's host key; `sha256` is written as OpenSSH prints it: `SHA256:` and base64. */
export interface HostKey {
  algorithm: string;
  sha256: string;
}

export type HostKeyPin = string | ((key: HostKey) => boolean | Promise<boolean>);

/** How the server's key is judged; `hostKeySha256` set means no file is looked at. */
export interface HostKeyOptions {
  /** The only fingerprint to accept, or a function that decides. */
  hostKeySha256?: HostKeyPin | undefined;
  /** Path of a known_hosts file; default `~/.ssh/known_hosts`. */
  knownHosts?: string | undefined;
  /** `auto` accepts keys of unknown hosts, `ignore` any key at all. Default `normal`: neither. */
  knownHostsVerify?: "normal" | "auto" | "ignore" | undefined;
}

export interface HostKeyJudge {
  /** Key types the host is known by: to be asked for first. */
  knownTypes: readonly string[];
  /** Resolves to the accepted key, or rejects with TransportError. */
  judge: (blob: Buffer) => Promise<HostKey>;
}

/** Prepares the judgement of one server's key. */
export async function hostKeyJudge(
  options: HostKeyOptions,
  target: { host: string; port: number },
): Promise<HostKeyJudge> {
  const pin = options.hostKeySha256;
  if (typeof pin === "string") {
    const judge = (blob: Buffer) => pinned(describeKey(blob), pin);
    return { knownTypes: [], judge };
  }
  if (pin !== undefined) {
    return { knownTypes: [], judge: (blob) => decided(describeKey(blob), pin) };
  }
  const path = options.knownHosts ?? `${homedir()}/.ssh/known_hosts`;
  const known = knownKeys(await readKnownHosts(path), target.host, target.port);
  const verify = options.knownHostsVerify ?? "normal";
  const knownTypes = known.filter((key) => !key.revoked).map(({ type }) => type);
  return { knownTypes, judge: async (blob) => listed(blob, known, { verify, path }) };
}

function sameFingerprint(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

/** The key's type and fingerprint. Throws TransportError for a key too weak to identify anybody. */
function describeKey(blob: Buffer): HostKey {
  const parsed = ssh2.utils.parseKey(blob);
  if (parsed instanceof Error) {
    throw refuse("sshProtocol", "the server's host key cannot be read", {});
  }
  const key = {
    algorithm: parsed.type,
    sha256: `SHA256:${bare(createHash("sha256").update(blob).digest("base64"))}`,
  };
  if (parsed.type === "ssh-rsa") {
    const bits = createPublicKey(parsed.getPublicPEM()).asymmetricKeyDetails?.modulusLength ?? 0;
    if (bits < RSA_BITS_MIN) {
      const message = `the server's RSA host key has ${bits} bits; ${RSA_BITS_MIN} are the least that is safe`;
      throw refuse("sshProtocol", message, key, { bits: String(bits) });
    }
  }
  return key;
}

async function pinned(key: HostKey, pin: string): Promise<HostKey> {
  if (sameFingerprint(key.sha256, pin)) return key;
  const expected = `SHA256:${bare(pin)}`;
  throw refuse(
    "hostKeyChanged",
    `the server shows the host key ${key.sha256}, not the pinned ${expected}: it was reinstalled, or somebody is in between`,
    key,
    { expected },
  );
}

async function decided(key: HostKey, decide: (key: HostKey) => boolean | Promise<boolean>) {
  if (await decide(key)) return key;
  throw refuse("hostKeyUnknown", `the host key ${key.sha256} was not accepted`, key);
}

function listed(
  blob: Buffer,
  known: KnownKey[],
  how: { verify: "normal" | "auto" | "ignore"; path: string },
): HostKey {
  const key = describeKey(blob);
  const facts = { knownHosts: how.path };
  const entries = known.filter((entry) => entry.blob.equals(blob));
  if (entries.some(({ revoked }) => revoked)) {
    throw refuse("hostKeyChanged", `the host key ${key.sha256} is marked revoked`, key, facts);
  }
  if (entries.length > 0 || how.verify === "ignore") return key;
  if (known.some(({ revoked }) => !revoked)) {
    const message = `the server shows the host key ${key.sha256}, another than ${how.path} knows: it was reinstalled, or somebody is in between`;
    throw refuse("hostKeyChanged", message, key, facts);
  }
  if (how.verify === "auto") return key;
  const message = `the host key ${key.sha256} is not known: compare it with the host's own (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and pin it`;
  throw refuse("hostKeyUnknown", message, key, facts);
}

async function readKnownHosts(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return "";
    const where = { step: "hostKey", reason: "keyUnreadable", facts: { path } } as const;
    throw new TransportError(where, `cannot read ${path}`, { cause: error });
  }
}

function refuse(
  reason: TransportReason,
  message: string,
  key: Partial<HostKey>,
  facts: Record<string, string> = {},
): TransportError {
  return new TransportError({ step: "hostKey", reason, facts: { ...key, ...facts } }, message);
}

function bare(fingerprint: string): string {
  return fingerprint.replace(/^SHA256:/, "").replace(/=+$/, "");
}

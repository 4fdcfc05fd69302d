/**
 * OpenSSH's known_hosts, as far as finding the keys of one host goes (sshd(8), SSH_KNOWN_HOSTS).
 *
 *   kvm1.example,10.0.0.7 ssh-ed25519 AAAA...      comma-separated patterns, * ? and !negation
 *   [kvm1.example]:2222 ssh-ed25519 AAAA...        another port than 22
 *   |1|SALT|HASH ssh-rsa AAAA...                   name hashed with HMAC-SHA1
 *   @revoked * ssh-rsa AAAA...                     never to be accepted
 *
 * Lines that cannot be read are passed over, like OpenSSH does. Certificate authorities are too:
 * this client verifies keys, not certificates.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

export interface KnownKey {
  type: string;
  /** The key as on the wire. */
  blob: Buffer;
  revoked: boolean;
}

const BYTES_MAX = 4 * 1024 * 1024;

/** The keys known for a host, revoked ones included and marked. */
export function knownKeys(file: string, host: string, port: number): KnownKey[] {
  const name = port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
  const keys: KnownKey[] = [];
  for (const line of file.slice(0, BYTES_MAX).split("\n")) {
    const entry = parseLine(line);
    if (entry !== undefined && matches(entry.hosts, name)) keys.push(entry.key);
  }
  return keys;
}

function parseLine(line: string): { hosts: string; key: KnownKey } | undefined {
  const words = line.trim().split(/\s+/);
  if (words[0] === "" || words[0]?.startsWith("#") === true) return undefined;
  const marker = words[0]?.startsWith("@") === true ? words.shift() : undefined;
  if (marker !== undefined && marker !== "@revoked") return undefined;
  const [hosts, type, base64] = words;
  if (hosts === undefined || type === undefined || base64 === undefined) return undefined;
  const blob = Buffer.from(base64, "base64");
  if (blob.length === 0) return undefined;
  return { hosts, key: { type, blob, revoked: marker !== undefined } };
}

function matches(hosts: string, name: string): boolean {
  if (hosts.startsWith("|")) return matchesHash(hosts, name);
  let found = false;
  for (const pattern of hosts.toLowerCase().split(",")) {
    const negated = pattern.startsWith("!");
    if (!matchesPattern(negated ? pattern.slice(1) : pattern, name)) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}

function matchesHash(hosts: string, name: string): boolean {
  const [, version, salt, hash] = hosts.split("|");
  if (version !== "1" || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, "base64");
  const actual = createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** Wildcards without backtracking into exponential time: the last star alone is retried. */
function matchesPattern(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    if (pattern[p] === "*") {
      star = p++;
      resume = n;
    } else if (pattern[p] === "?" || pattern[p] === name[n]) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

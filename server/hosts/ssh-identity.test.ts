import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SecretStore } from "../secrets/secret-store";
import { installCommand, installLineOf } from "./install-line";
import { createSshIdentityStore } from "./ssh-identity";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "flotilla-identity-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function memorySecrets(): SecretStore {
  const values = new Map<string, string>();
  return {
    read: async (name) => values.get(name),
    write: async (name, value) => void values.set(name, value),
    writeOnce: async (name, value) => {
      if (!values.has(name)) values.set(name, value);
      return values.get(name) ?? "";
    },
    remove: async (name) => void values.delete(name),
  };
}

it("makes a key that OpenSSH itself reads, with the fingerprint OpenSSH computes", async () => {
  const identity = createSshIdentityStore(memorySecrets());
  const file = join(dir, "key");
  writeFileSync(file, await identity.privateKey(), { mode: 0o600 });
  const { publicKey, sha256 } = await identity.describe();
  const derived = execFileSync("ssh-keygen", ["-y", "-f", file], { encoding: "utf8" });
  expect(publicKey.startsWith(derived.trim())).toBe(true);
  expect(execFileSync("ssh-keygen", ["-lf", file], { encoding: "utf8" })).toContain(sha256);
});

it("keeps one key however many ask at once and after a restart", async () => {
  const secrets = memorySecrets();
  const identity = createSshIdentityStore(secrets);
  const seen = await Promise.all([identity.describe(), identity.describe()]);
  expect(seen[0]).toEqual(seen[1]);
  expect(await createSshIdentityStore(secrets).describe()).toEqual(seen[0]);
});

it("installs the key once, after an unfinished last line, for the owner only", async () => {
  const { publicKey, installLine } = await createSshIdentityStore(memorySecrets()).describe();
  const env = { ...process.env, HOME: dir };
  execFileSync("mkdir", ["-m", "700", join(dir, ".ssh")]);
  const file = join(dir, ".ssh", "authorized_keys");
  writeFileSync(file, "ssh-rsa AAAA somebody", { mode: 0o600 });
  execFileSync("/bin/sh", ["-c", installLine], { env });
  execFileSync("/bin/sh", ["-c", installLine], { env });
  const [shell = "", ...args] = installCommand;
  execFileSync(shell, args, { env, input: `${publicKey}\n` });
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  expect(lines).toEqual(["ssh-rsa AAAA somebody", publicKey]);
});

it("makes no line out of anything but its own key", () => {
  expect(() => installLineOf("ssh-ed25519 AAAA'; rm -rf / #")).toThrow();
  expect(() => installLineOf(`ssh-ed25519 ${"A".repeat(60)} $(id)`)).toThrow();
});

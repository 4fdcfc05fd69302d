import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { run } from "./run";

/** Makes an ed25519 key pair at `path` and `path`.pub; gives the public line. */
export async function makeSshKey(path: string, comment: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", path]);
  return (await readFile(`${path}.pub`, "utf8")).trim();
}

export interface KnownHost {
  readonly names: readonly string[];
  readonly publicKey: string;
}

export function knownHostsText(hosts: readonly KnownHost[]): string {
  return hosts
    .map(({ names, publicKey }) => {
      const [type, key] = publicKey.split(" ");
      return `${names.join(",")} ${type} ${key}\n`;
    })
    .join("");
}

/** The home/.ssh of a user who may be reached with `authorized` and who knows every lab host. */
export async function writeSshDirectory(
  directory: string,
  { authorized, knownHosts }: { authorized: readonly string[]; knownHosts: string },
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(`${directory}/authorized_keys`, `${authorized.join("\n")}\n`, { mode: 0o600 });
  await writeFile(`${directory}/known_hosts`, knownHosts, { mode: 0o600 });
}

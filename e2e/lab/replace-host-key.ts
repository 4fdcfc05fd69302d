import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LabHost } from "./host";
import { type DaemonOf, signalDaemon, startDaemon } from "./host-daemons";
import { hostDirectory } from "./host-files";
import type { LabPlace } from "./names";
import { makeSshKey } from "./ssh-keys";

export interface ReplaceInput {
  readonly host: LabHost;
  readonly hosts: readonly { readonly name: string }[];
  readonly of: DaemonOf;
}

/**
 * Gives a host's sshd another key. The lab's own known_hosts and those of the other hosts follow, so
 * that only who pinned the old key is surprised.
 */
export async function replaceHostKey(
  place: LabPlace,
  { host, hosts, of }: ReplaceInput,
): Promise<{ before: string; after: string }> {
  const before = await host.ssh.hostKey();
  const directory = join(host.paths.tree, "etc/ssh");
  const work = await mkdtemp(join(directory, "new-"));
  const after = await makeSshKey(join(work, "key"), host.name);
  await rename(join(work, "key"), join(directory, "ssh_host_ed25519_key"));
  await rename(join(work, "key.pub"), join(directory, "ssh_host_ed25519_key.pub"));
  await rm(work, { recursive: true });
  const others = hosts.map(({ name }) => join(hostDirectory(place, name), "root/.ssh/known_hosts"));
  const [oldKey = "", newKey = ""] = [before, after].map((line) => line.split(" ")[1]);
  for (const path of [host.ssh.knownHostsPath, ...others]) {
    await writeFile(path, (await readFile(path, "utf8")).replaceAll(oldKey, newKey));
  }
  await signalDaemon(of, "TERM");
  await startDaemon(of);
  return { before, after };
}

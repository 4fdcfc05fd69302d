import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { plainUser } from "./accounts";
import { LabError } from "./errors";
import { hostDirectory } from "./host-files";
import type { LabPlace } from "./names";
import { attemptInside, isAlive, runInside } from "./namespace";
import type { Argv, RunOptions, RunResult } from "./run";
import { sshPort } from "./sshd-config";
import type { HostState, LabState, Resident } from "./state";

/** One KVM host of the lab, as tests and the dashboard see it. */
export interface LabHost {
  readonly name: string;
  /** libvirt's host UUID. */
  readonly uuid: string;
  readonly address: string;
  readonly ssh: {
    readonly user: "root";
    readonly port: number;
    /** The lab's private key; it may sign in as root and as the plain user of every host. */
    readonly keyPath: string;
    readonly knownHostsPath: string;
    /** The sshd's public key line, as it is now. */
    readonly hostKey: () => Promise<string>;
  };
  /** Users that sign in with a password: root and one in the group libvirt. */
  readonly passwordUsers: readonly { readonly user: string; readonly password: string }[];
  readonly uris: {
    /** For virsh: libvirt's own SSH client, the only one that can be told which keys are known. */
    readonly ssh: string;
    /** As a person would type it. */
    readonly sshPlain: string;
    readonly tcp: string;
    readonly tls: string;
  };
  /** Paths valid on the machine that runs the lab. `socket` changes with each start of the host. */
  readonly paths: { readonly socket: string; readonly tree: string };
  readonly isUp: () => boolean;
  readonly resident: () => Resident;
  /** Runs a program as root inside the host; a non-zero exit throws. Gives its standard output. */
  readonly exec: (argv: Argv, options?: RunOptions) => Promise<string>;
  /** As `exec`, giving the exit code instead of throwing. */
  readonly attempt: (argv: Argv, options?: RunOptions) => Promise<RunResult>;
  /** virsh on the host's own qemu:///system. */
  readonly virsh: (args: readonly string[], options?: RunOptions) => Promise<string>;
}

export function labHost(place: LabPlace, state: () => LabState, name: string): LabHost {
  const current = (): HostState => {
    const found = state().hosts.find((host) => host.name === name);
    if (found === undefined) throw new LabError("usage", `this lab has no host ${name}`);
    return found;
  };
  const { address, uuid, password } = current();
  const resident = (): Resident => {
    const found = current().resident;
    if (found === null) throw new LabError("not-up", `${name} is powered off`);
    return found;
  };
  const keyPath = join(place.directory, "ssh/id_ed25519");
  const knownHostsPath = join(place.directory, "ssh/known_hosts");
  const tree = hostDirectory(place, name);
  const known = `known_hosts=${knownHostsPath}&known_hosts_verify=normal`;
  const sshParameters = `keyfile=${keyPath}&${known}&sshauth=privkey`;
  const attempt: LabHost["attempt"] = (argv, options) =>
    attemptInside(place, resident(), { argv, ...options });
  const exec: LabHost["exec"] = (argv, options) =>
    runInside(place, resident(), { argv, ...options });
  return {
    name,
    uuid,
    address,
    ssh: {
      user: "root",
      port: sshPort,
      keyPath,
      knownHostsPath,
      hostKey: async () =>
        (await readFile(join(tree, "etc/ssh/ssh_host_ed25519_key.pub"), "utf8")).trim(),
    },
    passwordUsers: ["root", plainUser.name].map((user) => ({ user, password })),
    uris: {
      ssh: `qemu+libssh://root@${address}/system?${sshParameters}`,
      sshPlain: `qemu+ssh://root@${address}/system`,
      tcp: `qemu+tcp://${address}/system`,
      tls: `qemu+tls://${address}/system?pkipath=${join(place.directory, "pki/dashboard")}`,
    },
    paths: {
      get socket() {
        return `/proc/${resident().pid}/root/run/libvirt/libvirt-sock`;
      },
      tree,
    },
    isUp: () => {
      const found = current().resident;
      return found !== null && isAlive(found);
    },
    resident,
    exec,
    attempt,
    virsh: (args, options) => exec(["virsh", "-q", "-c", "qemu:///system", ...args], options),
  };
}

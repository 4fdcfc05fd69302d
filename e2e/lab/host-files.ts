/**
 * What makes a host a machine of its own on disk: a private copy of /etc and private directories for
 * everything libvirt, sshd and their users write. All of it lies below the lab's directory and
 * survives a power cut of the host (endNamespace), as a disk would; only the mounts are made anew.
 */

import { randomUUID } from "node:crypto";
import { chmod, cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { plainUser, writeAccounts } from "./accounts";
import { allEnded } from "./all-ended";
import { type Certificate, issueCertificate } from "./certificates";
import { libvirtdConfig, qemuConfig, virtlogdConfig } from "./libvirtd-config";
import { bootDirectory, type LabPlace, sharedDirectory } from "./names";
import { hostsFile } from "./network";
import { run } from "./run";
import { type KnownHost, knownHostsText, makeSshKey, writeSshDirectory } from "./ssh-keys";
import { sshdConfig } from "./sshd-config";
import type { HostState, LabState } from "./state";

export function hostDirectory(place: LabPlace, host: string): string {
  return join(place.directory, "hosts", host);
}

/** Directory of the host's tree → where the host sees it. Parents before what is mounted in them. */
const privateDirectories = {
  etc: "/etc",
  root: "/root",
  home: "/home",
  mnt: "/mnt",
  "var-log": "/var/log",
  "var-tmp": "/var/tmp",
  "var-cache-libvirt": "/var/cache/libvirt",
  "var-lib-libvirt": "/var/lib/libvirt",
} as const;

/** The secrets of the machine that runs the lab have no business in a lab host. */
const notCopied = ["shadow", "shadow-", "gshadow", "gshadow-", "ssl/private", "letsencrypt"];

export interface HostFilesInput {
  readonly state: LabState;
  readonly host: HostState;
  readonly authority: Certificate;
}

/** Writes a host's tree. Gives the public keys it got: its sshd's, and its root user's. */
export async function writeHostFiles(
  place: LabPlace,
  { state, host, authority }: HostFilesInput,
): Promise<{ hostKey: string; rootKey: string }> {
  const tree = hostDirectory(place, host.name);
  for (const name of Object.keys(privateDirectories)) {
    await mkdir(join(tree, name), { recursive: true, mode: 0o755 });
  }
  await chmod(join(tree, "root"), 0o700);
  await chmod(join(tree, "var-tmp"), 0o1777);
  const etc = join(tree, "etc");
  await copyEtc(etc);
  await writeAccounts(etc, host.password);
  const nodes = state.store === null ? state.hosts : [...state.hosts, state.store];
  await allEnded([
    writeFile(join(etc, "hostname"), `${host.name}\n`),
    writeFile(join(etc, "hosts"), hostsFile(nodes)),
    writeFile(join(etc, "machine-id"), `${host.uuid.replaceAll("-", "")}\n`),
    writeFile(join(etc, "resolv.conf"), ""),
    writeFile(join(etc, "fstab"), ""),
    writeFile(join(etc, "libvirt/libvirtd.conf"), libvirtdConfig(host.uuid)),
    writeFile(join(etc, "libvirt/qemu.conf"), qemuConfig()),
    writeFile(join(etc, "libvirt/virtlogd.conf"), virtlogdConfig()),
    writeFile(join(etc, "ssh/sshd_config"), sshdConfig()),
    mkdir(join(tree, "var-log/libvirt/qemu"), { recursive: true }),
    mkdir(join(tree, "var-log/glusterfs"), { recursive: true }),
    mkdir(join(tree, "var-lib-libvirt/images"), { recursive: true }),
    mkdir(join(tree, "var-lib-libvirt/boot"), { recursive: true }),
    mkdir(join(tree, "mnt/kvm"), { recursive: true }),
    copyCapabilities(place, tree),
    installCertificate(etc, authority, host),
  ]);
  const [hostKey, rootKey] = await allEnded([
    makeSshKey(join(etc, "ssh/ssh_host_ed25519_key"), host.name),
    makeSshKey(join(tree, "root/.ssh/id_ed25519"), `root@${host.name}`),
  ]);
  return { hostKey, rootKey };
}

async function copyEtc(etc: string): Promise<void> {
  await run(["cp", "-a", "/etc/.", etc]);
  const gone = [...notCopied, "libvirt/qemu", "libvirt/storage", "ssh", "hostname", "machine-id"];
  for (const name of gone) await rm(join(etc, name), { recursive: true, force: true });
  await mkdir(join(etc, "ssh"));
  await mkdir(join(etc, "libvirt/qemu"), { mode: 0o700 });
}

async function installCertificate(etc: string, authority: Certificate, host: HostState) {
  const issued = await issueCertificate(join(etc, "pki/libvirt/private"), authority, host);
  const directory = join(etc, "pki/libvirt");
  await mkdir(join(etc, "pki/CA"), { recursive: true });
  await allEnded([
    cp(authority.certificatePath, join(etc, "pki/CA/cacert.pem")),
    ...["server", "client"].flatMap((end) => [
      cp(issued.certificatePath, join(directory, `${end}cert.pem`)),
      cp(issued.keyPath, join(directory, `private/${end}key.pem`)),
    ]),
  ]);
}

export interface Trust {
  /** Public key lines that may sign in as root and as the plain user. */
  readonly authorized: readonly string[];
  /** Every sshd of the lab, for root's known_hosts. */
  readonly knownHosts: readonly KnownHost[];
}

/** Lets root and the plain user in by key, and lets root know every other host of the lab. */
export async function writeTrust(place: LabPlace, host: string, trust: Trust): Promise<void> {
  const tree = hostDirectory(place, host);
  const { authorized } = trust;
  const knownHosts = knownHostsText(trust.knownHosts);
  await writeSshDirectory(join(tree, "root/.ssh"), { authorized, knownHosts });
  const home = join(tree, "home", plainUser.name);
  await writeSshDirectory(join(home, ".ssh"), { authorized, knownHosts: "" });
  await run(["chown", "-R", `${plainUser.id}:${plainUser.id}`, home]);
}

/** libvirt asks a QEMU what it can do for two seconds and remembers: so does the lab, between labs. */
function capabilitiesCache(place: LabPlace): string {
  return join(place.cacheDirectory, "qemu-capabilities");
}

async function copyCapabilities(place: LabPlace, tree: string): Promise<void> {
  const target = join(tree, "var-cache-libvirt/qemu/capabilities");
  await mkdir(target, { recursive: true });
  await cp(capabilitiesCache(place), target, { recursive: true }).catch(() => {});
}

export async function rememberCapabilities(place: LabPlace, host: string): Promise<void> {
  const source = join(hostDirectory(place, host), "var-cache-libvirt/qemu/capabilities");
  await cp(source, capabilitiesCache(place), { recursive: true }).catch(() => {});
}

export type Mount = readonly string[];

/** The arguments of `mount` that turn a fresh mount namespace into the host, in order. */
export function hostMounts(place: LabPlace, host: string, sharedSource?: string): Mount[] {
  const tree = hostDirectory(place, host);
  const binds = Object.entries(privateDirectories).map(([name, target]) =>
    bind(tree, name, target),
  );
  return [
    ...binds,
    ["--bind", "-o", "ro", join(place.cacheDirectory, "boot"), bootDirectory],
    ...(sharedSource === undefined ? [] : [["--bind", sharedSource, sharedDirectory]]),
    ["--bind", join(tree, "boot-id"), "/proc/sys/kernel/random/boot_id"],
    // A new sysfs shows the links of this network namespace; libvirt looks for bridges there.
    ["-t", "sysfs", "sysfs", "/sys"],
    ["-t", "devpts", "-o", "newinstance,ptmxmode=0666,mode=620,gid=5", "devpts", "/dev/pts"],
    ["-t", "tmpfs", "-o", "mode=1777", "tmpfs", "/dev/shm"],
    // Last, because the lab's directory itself may be below one of these.
    ["-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run"],
    ["-t", "tmpfs", "-o", "mode=1777", "tmpfs", "/tmp"],
  ];
}

function bind(tree: string, name: string, target: string): Mount {
  return ["--bind", join(tree, name), target];
}

/** Every start of a host has its own boot id, as on a real machine. */
export async function writeBootId(place: LabPlace, host: string): Promise<void> {
  await writeFile(join(hostDirectory(place, host), "boot-id"), `${randomUUID()}\n`);
}

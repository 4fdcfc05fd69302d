import { LabError } from "./errors";
import { attempt } from "./run";

/** What the lab and the tests on it need from Debian, and what for. */
const neededPackages = {
  "libvirt-daemon-system": "libvirtd and virtlogd of each host",
  "libvirt-clients": "virsh, for the lab and as the tests' second opinion",
  "qemu-system-x86": "the machines",
  "qemu-utils": "qemu-img",
  "python3-libvirt": "the client that node-libvirt is measured against",
  "libsasl2-modules": "libvirtd's SCRAM and PLAIN sign-in",
  "sasl2-bin": "saslpasswd2",
  polkitd: "libvirtd's sign-in of users on its own machine",
  "dbus-daemon": "the bus a polkitd of the tests' own is asked over",
  "openssh-server": "sshd of each host",
  "openssh-client": "ssh-keygen, and ssh for libvirt's own migrations",
  "glusterfs-server": "the shared file system",
  "glusterfs-client": "mounting it",
  "busybox-static": "the small Linux guest",
  tini: "first process of each host",
  iproute2: "links, bridges, shaping",
  nftables: "cutting and silencing links",
  openssl: "the lab's certificates",
  postgresql: "the other database, run by the tests on a directory of their own",
  chromium: "browser tests",
  "fonts-noto-cjk": "screenshots in Chinese",
} as const;

/** Those of the packages that are not installed, on a machine with dpkg. */
export async function missingPackages(): Promise<string[]> {
  const names = Object.keys(neededPackages);
  const format = `${["Package", "db:Status-Status"].map((field) => `\${${field}}`).join(" ")}\n`;
  const { stdout } = await attempt(["dpkg-query", "-W", "-f", format, ...names]);
  const installed = new Set(
    stdout.split("\n").flatMap((line) => (line.endsWith(" installed") ? line.split(" ")[0] : [])),
  );
  return names.filter((name) => !installed.has(name));
}

/** The line a person runs to get packages. */
export function installLine(packages: readonly string[]): string {
  const names = packages.join(" ");
  return `sudo apt-get update && sudo apt-get install --no-install-recommends -y ${names}`;
}

/** Refuses, with the reason, where there are no namespaces or no right to make them. */
export function requireRootOnLinux(): void {
  if (process.platform !== "linux") {
    throw new LabError("not-linux", `the lab needs Linux namespaces; this is ${process.platform}`);
  }
  if (process.getuid?.() !== 0) {
    throw new LabError("not-root", "the lab makes namespaces and network links: run it as root");
  }
}

/** Refuses, with the cure, on a machine that lacks a package. */
export async function requirePackages(): Promise<void> {
  const missing = await missingPackages();
  if (missing.length === 0) return;
  const cure = `npm run lab -- packages --install, or: ${installLine(missing)}`;
  throw new LabError("packages-missing", `not installed: ${missing.join(", ")}. ${cure}`);
}

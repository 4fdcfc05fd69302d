import { join, resolve } from "node:path";
import { LabError } from "./errors";

/**
 * Where a lab lives. Everything it writes is below `directory`; `cacheDirectory` holds what several
 * labs share and what survives `down` (the guest kernel, libvirt's knowledge of this QEMU).
 */
export interface LabPlace {
  readonly name: string;
  readonly directory: string;
  readonly cacheDirectory: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const namePattern = /^[a-z][a-z0-9-]{0,30}$/;

/** The place of the lab called `name` (else $FLOTILLA_LAB_NAME, else "default"). */
export function labPlace(repository: string, env: Environment, name?: string): LabPlace {
  const chosen = name ?? env.FLOTILLA_LAB_NAME ?? "default";
  if (!namePattern.test(chosen) || chosen === "cache") {
    throw new LabError("usage", `"${chosen}" is no lab name: lower-case letters, digits and -`);
  }
  const directory = env.FLOTILLA_LAB_DIR ?? join(repository, ".lab");
  return {
    name: chosen,
    directory: resolve(repository, directory, chosen),
    cacheDirectory: resolve(repository, env.FLOTILLA_LAB_CACHE ?? join(".lab", "cache")),
  };
}

export function hostNames(count: number): string[] {
  if (!Number.isInteger(count) || count < 1 || count > 9) {
    throw new LabError("usage", `a lab has 1 to 9 hosts, not ${count}`);
  }
  return Array.from({ length: count }, (_, index) => `kvm${index + 1}`);
}

/** The lab's addresses: the dashboard is .1, hosts from .11, the storage server .250. */
export function addressIn(subnet: number, lastByte: number): string {
  return `10.77.${subnet}.${lastByte}`;
}

export const dashboardByte = 1;
export const storeByte = 250;
export const prefixLength = 24;

export function hostByte(index: number): number {
  return 11 + index;
}

export function guestByte(index: number): number {
  return 101 + index;
}

/** The end of the cable in the dashboard's namespace; its name is also the claim on the subnet. */
export function uplinkName(subnet: number): string {
  return `flab${subnet}`;
}

/** The subnets to try, in order: a lab prefers the one its directory hashes to. */
export function subnetCandidates(directory: string): number[] {
  let hash = 0;
  for (const byte of Buffer.from(directory)) hash = (hash * 31 + byte) % 254;
  return Array.from({ length: 254 }, (_, step) => ((hash + step) % 254) + 1);
}

/** Where every host mounts the shared directory, and where it keeps disks of its own. */
export const sharedDirectory = "/mnt/kvm";
export const localDirectory = "/var/lib/libvirt/images";
/** The guest kernel and initial file system, the same bytes on every host. */
export const bootDirectory = "/var/lib/libvirt/boot";

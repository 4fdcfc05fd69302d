import type { Connection } from "../rpc/connection";
import type { CallOptions } from "../rpc/options";

export interface Version {
  major: number;
  minor: number;
  release: number;
}

/** libvirt packs versions as major * 1,000,000 + minor * 1,000 + release. */
export function unpackVersion(packed: number | bigint): Version {
  const number = Number(packed);
  return {
    major: Math.floor(number / 1_000_000),
    minor: Math.floor(number / 1_000) % 1_000,
    release: number % 1_000,
  };
}

/** The daemon's own version. */
export async function libvirtVersion(
  { remote }: Connection,
  options?: CallOptions,
): Promise<Version> {
  return unpackVersion((await remote.connectGetLibVersion(options)).libVer);
}

/** The hypervisor's version (QEMU's, behind qemu:///system). */
export async function hypervisorVersion(
  { remote }: Connection,
  options?: CallOptions,
): Promise<Version> {
  return unpackVersion((await remote.connectGetVersion(options)).hvVer);
}

/** Whether the daemon's driver has a VIR_DRV_FEATURE_*; "unknown feature" counts as no. */
export async function supportsFeature(
  { remote }: Connection,
  feature: number,
  options?: CallOptions,
): Promise<boolean> {
  return (await remote.connectSupportsFeature({ feature }, options)).supported === 1;
}

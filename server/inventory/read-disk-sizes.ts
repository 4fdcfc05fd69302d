import type { Connection } from "node-libvirt";
import type { DiskSize } from "./machine-details";
import { domainRef } from "./read-machine";

const TIMEOUT_MS = 5_000;
const DISKS_MAX = 16;

/** Sizes of disks by target, one call each; a disk whose file cannot be looked at has none. */
export async function readDiskSizes(
  { remote }: Connection,
  uuid: string,
  targets: readonly string[],
): Promise<Map<string, DiskSize>> {
  const dom = domainRef(uuid);
  const sizes = new Map<string, DiskSize>();
  for (const path of targets.slice(0, DISKS_MAX)) {
    const info = await remote
      .domainGetBlockInfo({ dom, path, flags: 0 }, { timeoutMs: TIMEOUT_MS })
      .catch(() => undefined);
    if (!info) continue;
    sizes.set(path, {
      capacityBytes: Number(info.capacity),
      allocationBytes: Number(info.allocation),
    });
  }
  return sizes;
}

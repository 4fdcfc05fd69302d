/**
 * The lab's shared file system: a GlusterFS volume of one brick, served from a node of its own, each
 * host mounting it through FUSE. libvirt looks at the type of a disk's file system (fuse.glusterfs)
 * to judge whether a running machine may move; here that judgement is true, not circumvented.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LabPlace } from "./names";
import { attemptInside, runInside } from "./namespace";
import { hostsFile } from "./network";
import type { NodeState, Resident } from "./state";
import { waitUntil } from "./wait-until";

const volume = "kvm";

/**
 * Client caches off: two hosts open one disk image in the course of a migration, and what the source
 * wrote must be what the destination reads.
 */
const volumeOptions = [
  ...["performance.quick-read", "off", "performance.read-ahead", "off"],
  ...["performance.io-cache", "off", "performance.stat-prefetch", "off"],
  ...["performance.write-behind", "off", "performance.open-behind", "off"],
  ...["performance.strict-o-direct", "on", "network.remote-dio", "off"],
  ...["network.ping-timeout", "10"],
];

export interface StoreInput {
  readonly store: NodeState & { readonly resident: Resident };
  readonly nodes: readonly { name: string; address: string }[];
}

/** Starts the volume in the storage node. Its address must be up. */
export async function raiseVolume(place: LabPlace, { store, nodes }: StoreInput): Promise<void> {
  const tree = join(place.directory, "store");
  for (const name of ["glusterd", "log", "brick"]) {
    await mkdir(join(tree, name), { recursive: true });
  }
  await mkdir(join(tree, "brick/kvm"));
  await writeFile(join(tree, "hosts"), hostsFile(nodes));
  const { resident, name, address } = store;
  const inside = (argv: readonly [string, ...string[]]) => runInside(place, resident, { argv });
  await inside(["hostname", name]);
  await inside(["mount", "--bind", join(tree, "hosts"), "/etc/hosts"]);
  await inside(["mount", "--bind", join(tree, "glusterd"), "/var/lib/glusterd"]);
  await inside(["mount", "--bind", join(tree, "log"), "/var/log/glusterfs"]);
  // The brick gets a short path that exists on every machine and is this node's alone.
  await inside(["mount", "--bind", join(tree, "brick"), "/mnt"]);
  await inside(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run"]);
  await inside(["mkdir", "-p", "/run/gluster"]);
  const outputFile = join(tree, "log/glusterd.out");
  await runInside(place, resident, { argv: ["glusterd"], outputFile });
  await waitUntil("glusterd", async () => {
    const asked = await attemptInside(place, resident, { argv: ["gluster", "volume", "list"] });
    return asked.code === 0;
  });
  const gluster = (...words: string[]) => inside(["gluster", "--mode=script", "volume", ...words]);
  await gluster("create", volume, `${address}:/mnt/kvm`, "force");
  await gluster("set", volume, ...volumeOptions);
  await gluster("start", volume);
}

/** Mounts the volume in a host, at a path that must exist there. */
export async function mountVolume(
  place: LabPlace,
  host: Resident,
  { storeAddress, path }: { storeAddress: string; path: string },
): Promise<void> {
  await runInside(place, host, {
    argv: ["mount", "-t", "glusterfs", `${storeAddress}:/${volume}`, path],
    outputFile: `/proc/${host.pid}/root/var/log/mount-shared.out`,
  });
}

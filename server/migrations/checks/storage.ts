import { dirname } from "node:path/posix";
import {
  type Connection,
  type StorageVol,
  VIR_ERR_INVALID_STORAGE_VOL,
  VIR_ERR_NO_STORAGE_POOL,
  VIR_ERR_NO_STORAGE_VOL,
} from "node-libvirt";
import { problemOfHostError } from "../../hosts/problem-of";
import type { MachineDisk } from "../../inventory/types";
import { readXml } from "../../xml/read";
import {
  because,
  type Check,
  type Checked,
  callOptions,
  fail,
  far,
  near,
  pass,
  unlessMissing,
  unsafe,
  type Verdict,
} from "./check";
import { rehearse } from "./machine-state";

/**
 * Are the disks the same files on both hosts? Nothing in libvirt's protocol says so outright. What does:
 *  - libvirt's own judgement at the source (a rehearsed begin): the file system's type and the cache mode;
 *  - pools: a path inside a pool's directory that is not in the pool is not there;
 *  - the file itself: the same change time to the nanosecond on both hosts is the same file. Another
 *    time proves nothing: the guest writes while we look, and file systems cache times.
 * What cannot be seen is said to be unknown, and never taken for shared.
 */
export const storage: Check = async (checked) => {
  const disks = (checked.detail?.disks ?? []).filter(movesWithMachine);
  const sames = await Promise.all(disks.map((disk) => sameness(checked, disk)));
  return checked.options.copyStorage
    ? checkCopy(checked, { disks, sames })
    : checkShared(checked, { disks, sames });
};

const movesWithMachine = (disk: MachineDisk) => disk.source !== null;
const isWritable = (disk: MachineDisk) => !disk.readOnly && !disk.shareable;

type Sameness = "same" | "present" | "absent" | "unknown";

interface Found {
  disks: MachineDisk[];
  sames: Sameness[];
}

async function checkShared(checked: Checked, { disks, sames }: Found): Promise<Verdict> {
  const missing = disks.find((_, i) => sames[i] === "absent");
  if (missing)
    return fail(
      because(checked, "migrationNotShared", {
        params: { path: missing.source ?? "", disk: missing.target },
      }),
    );
  const rehearsal = await rehearse(checked, false);
  const params = { disks: disks.length, seen: sames.filter((same) => same === "same").length };
  if (rehearsal.ok) return pass(params);
  const problem = problemOfHostError(rehearsal.error);
  const named = { ...because(checked, problem.code), detail: problem.detail ?? "" };
  if (!rehearsal.unsafe) return fail(named);
  return { ...unsafe(named), params };
}

/** Copying needs a place at the destination, and must never write a file onto itself. */
async function checkCopy(checked: Checked, { disks, sames }: Found): Promise<Verdict> {
  for (const [i, disk] of disks.entries()) {
    if (!isWritable(disk) || disk.source === null) continue;
    const params = { path: disk.source, disk: disk.target };
    if (sames[i] === "same") return fail(because(checked, "migrationCopyOntoItself", { params }));
    if (sames[i] === "present") return unsafe(because(checked, "migrationCopyOver", { params }));
    if (disk.sourceType !== "file")
      return fail(because(checked, "migrationCopyNowhere", { params }));
    const room = await roomFor(far(checked), disk.source, checked);
    if (room === undefined) return fail(because(checked, "migrationCopyNowhere", { params }));
    if (disk.capacityBytes !== null && room < disk.capacityBytes)
      return fail(because(checked, "noSpace", { params: { ...params, freeBytes: room } }));
  }
  return pass({ disks: disks.length });
}

async function roomFor(
  { remote }: Connection,
  path: string,
  checked: Checked,
): Promise<number | undefined> {
  const options = callOptions(checked);
  const found = await unlessMissing([VIR_ERR_NO_STORAGE_POOL], () =>
    remote.storagePoolLookupByTargetPath({ path: dirname(path) }, options),
  );
  if (!found) return undefined;
  return Number((await remote.storagePoolGetInfo({ pool: found.pool }, options)).available);
}

async function sameness(checked: Checked, disk: MachineDisk): Promise<Sameness> {
  if (disk.sourceType === "network") return "same";
  if (disk.source === null || !disk.source.startsWith("/")) return "unknown";
  const [here, there] = await Promise.all([
    fileAt(near(checked), disk.source, checked),
    fileAt(far(checked), disk.source, checked),
  ]);
  if (here === "unknown" || there === "unknown" || here === "absent") return "unknown";
  if (there === "absent") return "absent";
  return here === there ? "same" : "present";
}

/** The file's change time, all of its identity that a volume's XML gives. "absent" only where a pool holds the directory. */
async function fileAt(
  connection: Connection,
  path: string,
  checked: Checked,
): Promise<string | "absent" | "unknown"> {
  const { remote } = connection;
  const options = callOptions(checked);
  const noVolume = [VIR_ERR_NO_STORAGE_VOL, VIR_ERR_INVALID_STORAGE_VOL];
  const find = () =>
    unlessMissing(noVolume, () => remote.storageVolLookupByPath({ path }, options));
  let found = await find();
  if (!found) {
    const pool = await unlessMissing([VIR_ERR_NO_STORAGE_POOL], () =>
      remote.storagePoolLookupByTargetPath({ path: dirname(path) }, options),
    );
    if (!pool) return "unknown";
    // Pools do not notice files that came since they were last read.
    await remote.storagePoolRefresh({ pool: pool.pool, flags: 0 }, options);
    found = await find();
    if (!found) return "absent";
  }
  return identityOf(connection, found.vol, checked);
}

async function identityOf(
  { remote }: Connection,
  vol: StorageVol,
  checked: Checked,
): Promise<string | "unknown"> {
  const { xml } = await remote.storageVolGetXmlDesc({ vol, flags: 0 }, callOptions(checked));
  const target = readXml(xml).child("target");
  const times = target?.child("timestamps");
  const changed = times?.child("ctime")?.text ?? times?.child("mtime")?.text;
  return changed === undefined ? "unknown" : `ctime ${changed}`;
}

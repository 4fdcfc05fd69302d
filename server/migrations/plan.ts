import {
  formatUri,
  type LibvirtUri,
  parseUri,
  type TypedParam,
  typedParam,
  VIR_MIGRATE_AUTO_CONVERGE,
  VIR_MIGRATE_CHANGE_PROTECTION,
  VIR_MIGRATE_LIVE,
  VIR_MIGRATE_NON_SHARED_DISK,
  VIR_MIGRATE_PARAM_BANDWIDTH,
  VIR_MIGRATE_PARAM_DEST_NAME,
  VIR_MIGRATE_PARAM_URI,
  VIR_MIGRATE_PAUSED,
  VIR_MIGRATE_PEER2PEER,
  VIR_MIGRATE_PERSIST_DEST,
  VIR_MIGRATE_UNDEFINE_SOURCE,
  VIR_MIGRATE_UNSAFE,
} from "node-libvirt";
import type { MachineDisk } from "../inventory/types";
import { machineWord, shellCommand } from "../machines/command";
import type { MigrationOptions } from "./schema";

/** Where QEMU's memory goes, and how the source's daemon reaches the destination's. */
export interface Route {
  /** null: the destination is known as this very machine only, and gives its own address. */
  migrateUri: string | null;
  /** null: no address another host could use. */
  peerUri: string | null;
}

/**
 * The destination as another host sees it. Parameters of our own sign-in (key files, sockets) mean
 * nothing there and are dropped: the source's daemon uses its own credentials.
 */
export function routeTo(destinationUri: string): Route {
  const uri = parseUri(destinationUri);
  if (uri.host === null) return { migrateUri: null, peerUri: null };
  const params: LibvirtUri["params"] = uri.params.name ? { name: uri.params.name } : {};
  return { migrateUri: `tcp://${hostWord(uri.host)}`, peerUri: formatUri({ ...uri, params }) };
}

const hostWord = (host: string): string => (host.includes(":") ? `[${host}]` : host);

/**
 * QEMU locks image files, so on shared files a second copy cannot run. Where nothing locks (copied
 * disks, block devices, no disk at all) the destination must wait, paused, until the source is proven
 * gone: libvirt alone can end with the machine running on both hosts.
 */
export function needsHandOver(disks: readonly MachineDisk[], copyStorage: boolean): boolean {
  if (copyStorage) return true;
  const locked = (disk: MachineDisk) =>
    disk.sourceType === "file" && disk.source !== null && !disk.readOnly && !disk.shareable;
  return !disks.some(locked);
}

export interface Plan {
  options: MigrationOptions;
  handOver: boolean;
  name: string;
  route: Route;
}

/** Both of what the tutorial's command forgets are always there: defined at the destination, undefined at the source. */
export function flagsOf({ options, handOver }: Pick<Plan, "options" | "handOver">): number {
  return (
    VIR_MIGRATE_LIVE |
    VIR_MIGRATE_PERSIST_DEST |
    VIR_MIGRATE_UNDEFINE_SOURCE |
    VIR_MIGRATE_CHANGE_PROTECTION |
    (options.mode === "peerToPeer" ? VIR_MIGRATE_PEER2PEER : 0) |
    (handOver ? VIR_MIGRATE_PAUSED : 0) |
    (options.copyStorage ? VIR_MIGRATE_NON_SHARED_DISK : 0) |
    (options.acceptUnsafe ? VIR_MIGRATE_UNSAFE : 0) |
    (options.autoConverge ? VIR_MIGRATE_AUTO_CONVERGE : 0)
  );
}

export function paramsOf({ options, name, route }: Plan): TypedParam[] {
  return [
    typedParam.string(VIR_MIGRATE_PARAM_DEST_NAME, name),
    ...(route.migrateUri ? [typedParam.string(VIR_MIGRATE_PARAM_URI, route.migrateUri)] : []),
    ...(options.bandwidthMibps === undefined
      ? []
      : [typedParam.ullong(VIR_MIGRATE_PARAM_BANDWIDTH, options.bandwidthMibps)]),
  ];
}

/** What one would type instead. */
export function migrateCommand(
  plan: Plan & { uuid: string },
  uris: { source: string; destination: string },
): string {
  const { options, handOver, route } = plan;
  const p2p = options.mode === "peerToPeer";
  const destination = p2p ? (route.peerUri ?? uris.destination) : uris.destination;
  return shellCommand([
    "virsh",
    "-c",
    uris.source,
    "migrate",
    "--live",
    "--persistent",
    "--undefinesource",
    ...(p2p ? ["--p2p"] : []),
    ...(handOver ? ["--suspend"] : []),
    ...(options.copyStorage ? ["--copy-storage-all"] : []),
    ...(options.acceptUnsafe ? ["--unsafe"] : []),
    ...(options.autoConverge ? ["--auto-converge"] : []),
    ...(options.bandwidthMibps === undefined ? [] : ["--bandwidth", `${options.bandwidthMibps}`]),
    machineWord(plan),
    destination,
    ...(route.migrateUri ? ["--migrateuri", route.migrateUri] : []),
  ]);
}

/**
 * Where a libvirt daemon's unix socket may be, best guess first.
 *
 * Since libvirt 6 there may be one daemon per driver ("modular": virtqemud-sock) beside or instead
 * of libvirtd ("monolithic": libvirt-sock, today also the name virtproxyd listens on). Which of
 * them runs cannot be told but by trying. `/var/run` is the same place on most systems and the only
 * right one on some old ones. A `-ro` socket admits read-only connections.
 *
 *   qemu:///system            /run/libvirt/virtqemud-sock, /run/libvirt/libvirt-sock, /var/run/...
 *   qemu:///session           the user's runtime folder instead of /run
 *   ?mode=direct | legacy     only the per-driver daemon | only libvirtd's name
 *   ?socket=/x                only that
 */
import type { LibvirtUri } from "../uri/libvirt-uri";

interface SocketWish {
  readOnly: boolean;
  /** The user's runtime folders (`/run/user/1000`), for `/session`; unknown on another machine. */
  runtimeFolders: readonly string[];
}

/** Drivers without a daemon of their own: the monolithic one serves them. */
const withoutOwnDaemon = new Set(["test"]);

export function socketPaths(uri: LibvirtUri, wish: SocketWish): string[] {
  const { socket, mode = "auto" } = uri.params;
  if (socket !== undefined) return [socket];
  const suffix = wish.readOnly ? "-ro" : "";
  const names: string[] = [];
  if (mode !== "legacy" && !withoutOwnDaemon.has(uri.driver)) {
    names.push(`virt${uri.driver}d-sock${suffix}`);
  }
  if (mode !== "direct") names.push(`libvirt-sock${suffix}`);
  return folders(uri, wish).flatMap((folder) => names.map((name) => `${folder}/libvirt/${name}`));
}

export function isSession(uri: LibvirtUri): boolean {
  return uri.path === "/session";
}

function folders(uri: LibvirtUri, wish: SocketWish): readonly string[] {
  return isSession(uri) ? wish.runtimeFolders : ["/run", "/var/run"];
}

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { parseUri } from "node-libvirt";
import type { VerbContext } from "../api/context";
import { daemonOf } from "./address";
import type { LocalSocket } from "./types";

/** Modular daemon first, as node-libvirt itself tries them. */
const systemSockets = [
  "/run/libvirt/virtqemud-sock",
  "/run/libvirt/libvirt-sock",
  "/var/run/libvirt/libvirt-sock",
];

/** The libvirt of the very machine this server runs on, unless it is registered already. */
export async function listLocalSockets(ctx: VerbContext): Promise<LocalSocket[]> {
  const uri = "qemu:///system";
  const daemon = daemonOf(parseUri(uri));
  const hosts = ctx.runtime.fleet.hosts();
  if (hosts.some((host) => daemonOf(parseUri(host.uri)) === daemon)) return [];
  for (const path of systemSockets) {
    if (await isSocket(path)) return [{ path, uri, readable: await mayOpen(path) }];
  }
  return [];
}

async function isSocket(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
}

async function mayOpen(path: string): Promise<boolean> {
  return access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}

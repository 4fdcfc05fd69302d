import { UriError } from "../errors/errors";
import { didYouMean } from "./suggest";

/** Drivers a daemon can serve. */
export const drivers = [
  "qemu",
  "test",
  "xen",
  "lxc",
  "ch",
  "bhyve",
  "vbox",
  "vz",
  "openvz",
  "network",
  "storage",
  "nodedev",
  "secret",
  "nwfilter",
  "interface",
] as const;

const clientSideDrivers = new Set(["esx", "vpx", "gsx", "hyperv", "vmware"]);
const privilegedPaths = new Set(["/system", "/session"]);

export function checkDriver(driver: string): void {
  if (drivers.some((known) => known === driver)) return;
  if (clientSideDrivers.has(driver)) {
    throw new UriError(
      `"${driver}" hosts are driven by libvirt's own library, not by a daemon, so there is nothing to connect to`,
      "driver",
    );
  }
  const hint = driver === "kvm" ? ' (did you mean "qemu"?)' : didYouMean(driver, drivers);
  throw new UriError(`unknown driver "${driver}"${hint}`, "driver");
}

/** QEMU knows two daemons only; other drivers name their own things in the path. */
export function checkPath(driver: string, path: string): void {
  if (driver !== "qemu" || privilegedPaths.has(path)) return;
  const what = path === "/" ? "no path" : `path "${path}"`;
  throw new UriError(`${what}: a qemu URI ends in /system or /session`, "path");
}

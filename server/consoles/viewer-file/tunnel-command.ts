import { isIPv6 } from "node:net";
import type { LibvirtUri } from "node-libvirt";
import type { DisplayAddress } from "../find-display";

const ANY = new Set(["0.0.0.0", "::"]);

/** `ssh -L …` that brings a display to this port of the reader's machine; null for the server's own host. */
export function tunnelCommand(
  uri: LibvirtUri,
  display: DisplayAddress,
  localPort: number,
): string | null {
  if (uri.host === null) return null;
  const target = "unix" in display ? display.unix : tcpTarget(display.tcp);
  const port = uri.transport === "ssh" && uri.port !== null ? ["-p", String(uri.port)] : [];
  const login = uri.transport === "ssh" && uri.user !== null ? `${uri.user}@${uri.host}` : uri.host;
  return ["ssh", "-N", ...port, "-L", `${localPort}:${target}`, "--", login].map(quoted).join(" ");
}

function tcpTarget({ host, port }: { host: string; port: number }): string {
  const address = ANY.has(host) ? "localhost" : host;
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/** For a POSIX shell; what comes from a host's XML may hold anything. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./[\]-]+$/.test(word) && !word.includes("[")
    ? word
    : `'${word.replaceAll("'", "'\\''")}'`;

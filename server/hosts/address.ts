/**
 * What people type for a host, read as a connection URI:
 *
 *   kvm1                       qemu+ssh://root@kvm1/system
 *   ops@kvm1:2222              qemu+ssh://ops@kvm1:2222/system
 *   [2001:db8::7], 2001:db8::7 qemu+ssh://root@[2001:db8::7]/system
 *   ssh://ops@kvm1             qemu+ssh://ops@kvm1/system
 *   tls://kvm1  tcp://kvm1     qemu+tls://kvm1/system, qemu+tcp://kvm1/system
 *   qemu+ssh://ops@kvm1        …/system is added
 *   qemu:///system, test:///default, and every other libvirt URI of these drivers, as it stands
 */
import { isIPv6 } from "node:net";
import { defaultPorts, formatUri, type LibvirtUri, parseUri, UriError } from "node-libvirt";
import { problemOfHostError } from "../inventory/problem-of";
import { AppError } from "../problem";

const shortSchemes = new Set(["ssh", "tls", "tcp"]);
const SHAPE = /^([a-z0-9+]+):\/\/([^/?]*)([^?]*)(.*)$/i;
const managedDrivers = new Set(["qemu", "test"]);

/** Throws AppError with one of the `uri…` problems. */
export function parseAddress(text: string): LibvirtUri {
  const uri = parsed(expand(text.trim()));
  if (!managedDrivers.has(uri.driver) || uri.path === "/") {
    throw new AppError({ code: "uriUnsupported", params: { driver: uri.driver } });
  }
  return canonical(uri);
}

/** One text for one address: ports that go without saying are left out, names are lower case. */
export function canonical(uri: LibvirtUri): LibvirtUri {
  const usual = uri.transport === "unix" ? null : defaultPorts[uri.transport];
  return {
    ...uri,
    host: uri.host?.toLowerCase() ?? null,
    port: uri.port === usual ? null : uri.port,
    user: uri.transport === "ssh" ? (uri.user ?? "root") : uri.user,
  };
}

/** Equal for addresses of one and the same daemon, whoever signs in. */
export function daemonOf(uri: LibvirtUri): string {
  return formatUri({ ...canonical(uri), user: null, params: daemonParams(uri) });
}

/** Parameters that choose another daemon; the others only say how to get there. */
function daemonParams({ params: { name, socket } }: LibvirtUri): LibvirtUri["params"] {
  return { ...(name === undefined ? {} : { name }), ...(socket === undefined ? {} : { socket }) };
}

function expand(text: string): string {
  const [, named = "", authority = "", path = "", query = ""] = SHAPE.exec(text) ?? [];
  if (named === "") return `qemu+ssh://${bracketed(text)}/system`;
  const scheme = named.toLowerCase();
  const isShort = shortSchemes.has(scheme);
  const isBare = path === "" || (isShort && path === "/");
  const tail = isBare && (isShort || scheme.startsWith("qemu")) ? "/system" : path;
  const host = isShort ? bracketed(authority) : authority;
  return `${isShort ? `qemu+${scheme}` : scheme}://${host}${tail}${query}`;
}

/** A bare IPv6 address gets the brackets a URI wants. */
function bracketed(authority: string): string {
  const at = authority.lastIndexOf("@") + 1;
  const host = authority.slice(at);
  return isIPv6(host) ? `${authority.slice(0, at)}[${host}]` : authority;
}

function parsed(text: string): LibvirtUri {
  try {
    return parseUri(text);
  } catch (error) {
    if (!(error instanceof UriError)) throw error;
    const scheme = /^[^:/]*/.exec(text)?.[0] ?? "";
    throw new AppError(problemOfHostError(error, { scheme }), { cause: error });
  }
}

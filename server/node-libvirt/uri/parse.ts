/**
 * Connection URIs as libvirt documents them:
 *
 *   driver[+transport]://[user@][host][:port]/path[?parameters]
 *
 *   qemu:///system                                local daemon, unix socket
 *   qemu+ssh://root@kvm1.example/system           through SSH
 *   qemu://kvm1.example/system                    a host without a transport means TLS
 *   qemu+tcp://[2001:db8::1]:16509/system         IPv6 in brackets
 *   test+unix:///default?socket=/tmp/l/libvirt-sock
 *
 * Written by hand because WHATWG's parser rewrites what libvirt takes literally (dot segments,
 * letter case, escapes). Text in, value out; every refusal is a UriError naming the part.
 */
import { isIP, isIPv6 } from "node:net";
import { UriError } from "../errors/errors";
import { checkDriver, checkPath } from "./drivers";
import { type LibvirtUri, type UriTransport, uriTransports } from "./libvirt-uri";
import { parseParams } from "./params";
import { hasControlCharacter, percentDecode } from "./percent";
import { didYouMean } from "./suggest";

const URI_CHARACTERS_MAX = 4096;
const SHAPE = /^([^:/?#+]*)(?:\+([^:/?#]*))?:\/\/([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/;

const refusedTransports: Readonly<Record<string, string>> = {
  libssh2: 'use "+ssh": this client has its own SSH and needs no libssh2',
  libssh: 'use "+ssh": this client has its own SSH and needs no libssh',
  ext: "it runs an external program, which this client never does; give connectOver() your own stream",
};

/** Parses a connection URI. Throws UriError naming the part or parameter that cannot be taken. */
export function parseUri(text: string): LibvirtUri {
  if (text.length > URI_CHARACTERS_MAX) {
    throw new UriError(`the URI is longer than ${URI_CHARACTERS_MAX} characters`);
  }
  if (hasControlCharacter(text) || /\s/.test(text)) {
    throw new UriError("the URI contains a space or control character");
  }
  const match = SHAPE.exec(text);
  if (match === null) throw new UriError(whyNotAUri(text));
  const [, driver = "", transportName, authority = "", rawPath = "/", query = ""] = match;
  checkDriver(driver);
  const named = transportName === undefined ? undefined : parseTransport(transportName);
  const { user, host, port } = parseAuthority(authority);
  const transport = named ?? (host === null ? "unix" : "tls");
  const path = percentDecode(rawPath, "path");
  checkPath(driver, path);
  checkAuthority(transport, { user, host, port });
  return {
    driver,
    transport,
    user,
    host: transport === "unix" ? null : (host ?? "localhost"),
    port,
    path,
    params: parseParams(query, transport),
  };
}

/** The name the daemon itself knows the connection by, e.g. `qemu:///system`. */
export function connectName(uri: LibvirtUri): string {
  return uri.params.name ?? `${uri.driver}://${uri.path}`;
}

function whyNotAUri(text: string): string {
  if (text.includes("#")) return 'a libvirt URI has no "#" part';
  if (/^[^:/]+:\/[^/]/.test(text)) return 'the driver is followed by "://", as in qemu:///system';
  return "not a libvirt URI: expected something like qemu+ssh://user@host/system";
}

function parseTransport(name: string): UriTransport {
  const known = uriTransports.find((transport) => transport === name);
  if (known !== undefined) return known;
  const reason = Object.hasOwn(refusedTransports, name) ? refusedTransports[name] : undefined;
  if (reason !== undefined) {
    throw new UriError(`transport "${name}" is not supported: ${reason}`, "transport");
  }
  throw new UriError(`unknown transport "${name}"${didYouMean(name, uriTransports)}`, "transport");
}

interface Authority {
  user: string | null;
  host: string | null;
  port: number | null;
}

function parseAuthority(authority: string): Authority {
  const at = authority.lastIndexOf("@");
  const user = at < 0 ? null : parseUser(authority.slice(0, at));
  const rest = authority.slice(at + 1);
  if (isIPv6(rest)) {
    throw new UriError(`an IPv6 address stands in brackets: write [${rest}]`, "host");
  }
  const match = /^(\[[^\]]*\]|[^:[\]]*)(?::(.*))?$/.exec(rest);
  if (match === null) throw new UriError(`"${rest}" is not a host name or address`, "host");
  const [, hostText = "", portText] = match;
  const host = hostText === "" ? null : parseHost(hostText);
  return { user, host, port: portText === undefined ? null : parsePort(portText) };
}

function parseUser(text: string): string {
  if (text.includes(":")) throw new UriError("a password does not belong in a URI", "user");
  const user = percentDecode(text, "user");
  if (user === "") throw new UriError("the user name before @ is empty", "user");
  // Names beginning with a dash are options to the ssh program of whoever gets this URI next.
  if (user.startsWith("-")) throw new UriError("a user name does not begin with a dash", "user");
  return user;
}

function parseHost(text: string): string {
  if (text.startsWith("[")) {
    const inner = percentDecode(text.slice(1, -1), "host");
    if (!isIPv6(inner)) throw new UriError(`"${inner}" is not an IPv6 address`, "host");
    return inner;
  }
  const host = percentDecode(text, "host");
  if (isIP(host) === 0 && !/^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,252}[\p{L}\p{N}_.])?$/u.test(host)) {
    throw new UriError(`"${host}" is not a host name or address`, "host");
  }
  return host;
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) {
    throw new UriError(`port "${text}" is not a number from 1 to 65535`, "port");
  }
  return port;
}

function checkAuthority(transport: UriTransport, authority: Authority): void {
  if (transport === "unix") {
    if (authority.host !== null || authority.port !== null || authority.user !== null) {
      throw new UriError("a unix socket is on this machine: the URI names a host or user", "host");
    }
    return;
  }
  if (authority.user !== null && transport !== "ssh") {
    throw new UriError(`the user name before @ has no meaning over ${transport}`, "user");
  }
}

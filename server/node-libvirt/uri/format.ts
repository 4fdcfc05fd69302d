import { isIPv6 } from "node:net";
import type { LibvirtUri, UriParams } from "./libvirt-uri";
import { paramRules } from "./params";
import { percentEncode } from "./percent";

/** The URI's canonical text; `parseUri(formatUri(uri))` gives the same value back. */
export function formatUri(uri: LibvirtUri): string {
  const scheme = uri.transport === "unix" ? uri.driver : `${uri.driver}+${uri.transport}`;
  const user = uri.user === null ? "" : `${encodeURIComponent(uri.user)}@`;
  const port = uri.port === null ? "" : `:${uri.port}`;
  const path = uri.path.split("/").map(encodeURIComponent).join("/");
  return `${scheme}://${user}${formatHost(uri.host)}${port}${path}${formatParams(uri.params)}`;
}

/** Where the URI points, for people: `host`, `host:port`, `[::1]:22`, or `this machine`. */
export function describeTarget(uri: LibvirtUri): string {
  if (uri.host === null) return "this machine";
  return uri.port === null ? uri.host : `${formatHost(uri.host)}:${uri.port}`;
}

function formatHost(host: string | null): string {
  if (host === null) return "";
  return isIPv6(host) ? `[${host.replace("%", "%25")}]` : host;
}

function formatParams(params: UriParams): string {
  const pairs: string[] = [];
  for (const [name, rule] of Object.entries(paramRules)) {
    const value = params[rule.key];
    if (value === undefined) continue;
    const text = typeof value === "boolean" ? String(Number(value)) : String(value);
    pairs.push(`${name}=${percentEncode(text)}`);
  }
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

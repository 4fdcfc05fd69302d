/**
 * The query part of a connection URI.
 *
 * libvirt hands parameters it does not know to the driver and ignores those of another transport.
 * Here both are refused by name: a mistyped `no_verfy` or a `pkipath` on an SSH URI is a wish the
 * connection would silently not fulfil.
 *
 *   ?socket=/run/libvirt/libvirt-sock&mode=legacy     values are percent-encoded
 *   ?no_verify=1;no_tty=1                             `;` separates as well as `&`
 */
import { UriError } from "../errors/errors";
import { sshAuthMethods, type UriParams, type UriTransport } from "./libvirt-uri";
import { percentDecode } from "./percent";
import { didYouMean } from "./suggest";

interface ParamRule {
  key: keyof UriParams;
  transports: readonly UriTransport[];
  read: (into: UriParams, value: string, name: string) => void;
}

const everywhere = ["unix", "tcp", "tls", "ssh"] as const;
const modes = ["auto", "direct", "legacy"] as const;
const proxies = ["auto", "netcat", "native"] as const;
const verifications = ["normal", "auto", "ignore"] as const;

export const paramRules: Readonly<Record<string, ParamRule>> = {
  name: rule("name", everywhere, (into, value) => {
    into.name = value;
  }),
  auth: rule("auth", everywhere, (into, value) => {
    into.auth = authScheme(value);
  }),
  mode: rule("mode", ["unix", "ssh"], (into, value, name) => {
    into.mode = oneOf(name, value, modes);
  }),
  socket: rule("socket", ["unix", "ssh"], (into, value, name) => {
    into.socket = absolutePath(name, value);
  }),
  proxy: rule("proxy", ["ssh"], (into, value, name) => {
    into.proxy = oneOf(name, value, proxies);
  }),
  netcat: rule("netcat", ["ssh"], (into, value) => {
    into.netcat = value;
  }),
  keyfile: rule("keyfile", ["ssh"], (into, value) => {
    into.keyfile = value;
  }),
  known_hosts: rule("knownHosts", ["ssh"], (into, value) => {
    into.knownHosts = value;
  }),
  known_hosts_verify: rule("knownHostsVerify", ["ssh"], (into, value, name) => {
    into.knownHostsVerify = oneOf(name, value, verifications);
  }),
  sshauth: rule("sshauth", ["ssh"], (into, value, name) => {
    into.sshauth = value.split(",").map((method) => oneOf(name, method.trim(), sshAuthMethods));
  }),
  no_verify: rule("noVerify", ["ssh", "tls"], (into, value, name) => {
    into.noVerify = flag(name, value);
  }),
  no_tty: rule("noTty", ["ssh"], (into, value, name) => {
    into.noTty = flag(name, value);
  }),
  pkipath: rule("pkipath", ["tls"], (into, value) => {
    into.pkipath = value;
  }),
  no_sanity: rule("noSanity", ["tls"], (into, value, name) => {
    into.noSanity = flag(name, value);
  }),
  tls_priority: rule("tlsPriority", ["tls"], (into, value) => {
    into.tlsPriority = value;
  }),
};

const refused: Readonly<Record<string, string>> = {
  command: '"command" would run a program of the URI\'s choosing; it is never run',
  authfile: '"authfile" is not read: give the credentials as connection options',
};

export function parseParams(query: string, transport: UriTransport): UriParams {
  const params: UriParams = {};
  for (const pair of query.split(/[&;]/)) {
    if (pair === "") continue;
    const { name, value } = splitPair(pair);
    const { key, read } = ruleFor(name, transport);
    if (params[key] !== undefined) throw new UriError(`parameter "${name}" is given twice`, name);
    if (value === "") throw new UriError(`parameter "${name}" is empty`, name);
    read(params, value, name);
  }
  if (params.netcat !== undefined && params.proxy === "native") {
    throw new UriError('parameter "netcat" contradicts proxy=native', "netcat");
  }
  return params;
}

function rule(
  key: keyof UriParams,
  transports: readonly UriTransport[],
  read: ParamRule["read"],
): ParamRule {
  return { key, transports, read };
}

function splitPair(pair: string): { name: string; value: string } {
  const at = pair.indexOf("=");
  const name = percentDecode(at < 0 ? pair : pair.slice(0, at), "parameter");
  if (at < 0) throw new UriError(`parameter "${name}" has no value`, name);
  return { name, value: percentDecode(pair.slice(at + 1), name) };
}

function ruleFor(name: string, transport: UriTransport): ParamRule {
  const reason = Object.hasOwn(refused, name) ? refused[name] : undefined;
  if (reason !== undefined) throw new UriError(reason, name);
  const found = Object.hasOwn(paramRules, name) ? paramRules[name] : undefined;
  if (found === undefined) {
    const hint = didYouMean(name, Object.keys(paramRules));
    throw new UriError(`unknown parameter "${name}"${hint}`, name);
  }
  if (!found.transports.includes(transport)) {
    const where = found.transports.join(" and ");
    throw new UriError(`parameter "${name}" is for ${where}, not for ${transport}`, name);
  }
  return found;
}

function absolutePath(name: string, value: string): string {
  if (!value.startsWith("/")) throw new UriError(`parameter "${name}" is not a full path`, name);
  return value;
}

function flag(name: string, value: string): boolean {
  if (!/^\d{1,9}$/.test(value)) {
    throw new UriError(`parameter "${name}" is 0 or 1, not "${value}"`, name);
  }
  return Number(value) !== 0;
}

function oneOf<T extends string>(name: string, value: string, known: readonly T[]): T {
  const found = known.find((word) => word === value);
  if (found !== undefined) return found;
  const hint = didYouMean(value, known);
  throw new UriError(
    `parameter "${name}": "${value}" is not one of ${known.join(", ")}${hint}`,
    name,
  );
}

function authScheme(value: string): string {
  if (/^(none|polkit|sasl(\.[A-Z0-9_-]{1,20})?)$/.test(value)) return value;
  throw new UriError(
    `parameter "auth": "${value}" is not one of none, polkit, sasl, sasl.MECHANISM`,
    "auth",
  );
}

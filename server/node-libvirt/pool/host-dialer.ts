import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { TransportError } from "../errors/errors";
import { Opening } from "../transport/opening";
import type { SshSession } from "../transport/ssh/session";
import { openTcp } from "../transport/tcp";
import { connectUnix } from "../transport/unix";
import type { LibvirtUri } from "../uri/libvirt-uri";

/** A socket by the name it has on the host: what a guest's display listens on. */
export type DialTarget = { unix: string } | { tcp: { host: string; port: number } };

export interface DialOptions {
  signal?: AbortSignal;
  /** Default 10,000. */
  timeoutMs?: number;
}

/** Reaches a socket as seen from the host: through its SSH session, or directly when it is here. */
export async function dialOnHost(
  way: { uri: LibvirtUri; session: SshSession | undefined },
  target: DialTarget,
  options: DialOptions,
): Promise<Duplex> {
  const { uri, session } = way;
  if (session !== undefined) {
    if ("unix" in target) return await session.openUnixSocket(target.unix, options);
    const { host, port } = target.tcp;
    return await session.openTcp(isWildcard(host) ? "127.0.0.1" : host, port, options);
  }
  const opening = new Opening(options);
  try {
    return await dialDirectly(opening, uri, target);
  } finally {
    opening.finish();
  }
}

async function dialDirectly(opening: Opening, uri: LibvirtUri, target: DialTarget) {
  const isHere = uri.transport === "unix";
  if ("unix" in target) {
    if (!isHere) throw notReachable(uri, target.unix);
    return await opening.step("socket", () => connectUnix(target.unix, opening.signal));
  }
  const { host, port } = target.tcp;
  if (isHere) return await openTcp(opening, { host: isWildcard(host) ? "127.0.0.1" : host, port });
  if (isLoopback(host)) throw notReachable(uri, `${host}:${port}`);
  return await openTcp(opening, { host: isWildcard(host) ? (uri.host ?? host) : host, port });
}

function isWildcard(host: string): boolean {
  return host === "" || host === "0.0.0.0" || host === "::";
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function notReachable(uri: LibvirtUri, what: string): TransportError {
  const where = { step: "reach", reason: "unreachable", facts: { target: what } } as const;
  const message = `${what} can be reached on the host itself only, and ${uri.transport} leads to its libvirt daemon alone: connect to the host through SSH`;
  return new TransportError(where, message);
}

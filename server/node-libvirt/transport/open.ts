import type { Duplex } from "node:stream";
import type { Protection } from "../auth/sasl";
import { TransportError } from "../errors/errors";
import { defaultPorts, type LibvirtUri } from "../uri/libvirt-uri";
import type { Opening } from "./opening";
import { explainEarlyEnd, openDaemonChannel } from "./ssh/daemon-channel";
import { type SshOptions, SshSession } from "./ssh/session";
import { openTcp } from "./tcp";
import { openTls } from "./tls";
import type { TlsOptions } from "./tls-files";
import { openUnix } from "./unix";

export interface RouteOptions {
  readOnly?: boolean;
  ssh?: SshOptions;
  tls?: TlsOptions;
  /** An SSH session to open the channel on, instead of signing in anew. It is left open. */
  sshSession?: SshSession;
}

/** A byte stream that leads to a daemon, and what the handshake needs to know about it. */
export interface Route {
  stream: Duplex;
  protection: Protection;
  oneMessagePerWrite: boolean;
  /** Ends what was opened for this stream alone. */
  release: () => void;
  /** A better reason for the stream's early end than that it ended. */
  explain: () => Promise<TransportError | undefined>;
}

/** Opens the way to the daemon of a URI, step by step. */
export async function openRoute(
  opening: Opening,
  uri: LibvirtUri,
  options: RouteOptions,
): Promise<Route> {
  const readOnly = options.readOnly ?? false;
  const host = uri.host ?? "localhost";
  switch (uri.transport) {
    case "unix":
      return plainRoute(await openUnix(opening, uri, { readOnly }), "local");
    case "tcp":
      return plainRoute(
        await openTcp(opening, { host, port: uri.port ?? defaultPorts.tcp }),
        "none",
      );
    case "tls": {
      const target = { host, port: uri.port ?? defaultPorts.tls };
      const stream = await openTls(opening, uri, { target, options: options.tls ?? {} });
      return { ...plainRoute(stream, "tls"), oneMessagePerWrite: true };
    }
    case "ssh":
      return await openSsh(opening, uri, options);
  }
}

/** The SSH options of a connection: those given, completed by the URI's parameters. */
function sshOptionsOf(uri: LibvirtUri, given: SshOptions = {}): SshOptions {
  const { keyfile, knownHosts, knownHostsVerify, noVerify, sshauth } = uri.params;
  return {
    ...given,
    keyfile: given.keyfile ?? keyfile,
    knownHosts: given.knownHosts ?? knownHosts,
    knownHostsVerify:
      given.knownHostsVerify ?? knownHostsVerify ?? (noVerify === true ? "auto" : undefined),
    methods: given.methods ?? sshauth,
  };
}

/** Signs in to the SSH server of a URI. */
export function openSshSession(
  opening: Opening,
  uri: LibvirtUri,
  given: SshOptions | undefined,
): Promise<SshSession> {
  const host = uri.host ?? "localhost";
  const target = { host, port: uri.port ?? defaultPorts.ssh, user: uri.user ?? undefined };
  return SshSession.openWithin(opening, target, sshOptionsOf(uri, given));
}

async function openSsh(opening: Opening, uri: LibvirtUri, options: RouteOptions): Promise<Route> {
  const shared = options.sshSession;
  if (shared !== undefined) {
    try {
      return await sshRoute(opening, { uri, options, session: shared, release: () => {} });
    } catch (error) {
      // A session carries a limited number of commands (MaxSessions); another login has its own.
      if (!isChannelRefused(error)) throw error;
    }
  }
  const session = await openSshSession(opening, uri, options.ssh);
  const release = () => session.close();
  try {
    return await sshRoute(opening, { uri, options, session, release });
  } catch (error) {
    release();
    throw error;
  }
}

async function sshRoute(
  opening: Opening,
  how: { uri: LibvirtUri; options: RouteOptions; session: SshSession; release: () => void },
): Promise<Route> {
  const wish = { uri: how.uri, readOnly: how.options.readOnly ?? false, opener: how.session };
  const stream = await opening.step("socket", (note) =>
    openDaemonChannel(
      wish,
      { signal: opening.signal, timeoutMs: opening.remainingMs + CHANNEL_MARGIN_MS },
      note,
    ),
  );
  const explain = () => explainEarlyEnd(stream, opening.signal);
  return { stream, protection: "ssh", oneMessagePerWrite: false, release: how.release, explain };
}

/** The opening's own deadline is to fire first: it names the step. */
const CHANNEL_MARGIN_MS = 1000;

function plainRoute(stream: Duplex, protection: Protection): Route {
  const explain = () => Promise.resolve(undefined);
  return { stream, protection, oneMessagePerWrite: false, release: () => {}, explain };
}

function isChannelRefused(error: unknown): boolean {
  return error instanceof TransportError && error.reason === "forwardingDenied";
}

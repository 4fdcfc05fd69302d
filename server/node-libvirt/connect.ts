import { buildAuthenticator } from "./auth/authenticator";
import type { SaslCredentials } from "./auth/sasl";
import { ConnectionClosedError, ProtocolError, TransportError } from "./errors/errors";
import type { OpenStep } from "./open-step";
import { type Connection, connectOver } from "./rpc/connection";
import type { ConnectOverOptions, KeepaliveOptions } from "./rpc/options";
import { openRoute, type Route, type RouteOptions } from "./transport/open";
import { Opening } from "./transport/opening";
import type { LibvirtUri } from "./uri/libvirt-uri";
import { connectName, parseUri } from "./uri/parse";

export interface ConnectOptions extends RouteOptions {
  signal?: AbortSignal;
  /** For the whole opening, name resolution to the daemon's answer, in milliseconds. Default 10,000. */
  timeoutMs?: number;
  /** Calls outstanding at once; default and sensible most 4. */
  maxInFlight?: number;
  keepalive?: KeepaliveOptions | false;
  /** For a daemon that asks for a user name and password. */
  sasl?: SaslCredentials;
  /** Told of each step as it begins and ends. */
  onStep?: (step: OpenStep) => void;
}

/** The core's own deadline only backs up the opening's, whose error names the step. */
const DEADLINE_MARGIN_MS = 1000;

/**
 * Opens a connection to the daemon a URI names: `qemu:///system`, `qemu+ssh://root@host/system`.
 *
 * Rejects with UriError; TransportError (with `step` and `reason`, including the deadline);
 * AuthError when the daemon refuses the sign-in; LibvirtError when it refuses to open the driver;
 * ConnectionClosedError; AbortedError.
 */
export async function connect(
  target: string | LibvirtUri,
  options: ConnectOptions = {},
): Promise<Connection> {
  const uri = typeof target === "string" ? parseUri(target) : target;
  const opening = new Opening(options);
  try {
    const route = await openRoute(opening, uri, options);
    return await opening.step("daemon", async (note) => {
      const connection = await overRoute(route, {
        ...coreOptions(uri, route, options),
        timeoutMs: opening.remainingMs + DEADLINE_MARGIN_MS,
        signal: opening.signal,
      });
      note({ uri: connection.uri });
      return connection;
    });
  } finally {
    opening.finish();
  }
}

async function overRoute(route: Route, options: ConnectOverOptions): Promise<Connection> {
  try {
    const connection = await connectOver(route.stream, options);
    connection.closed.then(route.release);
    return connection;
  } catch (error) {
    const better = error instanceof ConnectionClosedError ? await route.explain() : undefined;
    route.release();
    throw better ?? notLibvirt(error) ?? error;
  }
}

/** Whoever breaks the protocol in its first sentences is most likely something else. */
function notLibvirt(error: unknown): TransportError | undefined {
  const inner = error instanceof ConnectionClosedError ? error.cause : error;
  if (!(inner instanceof ProtocolError)) return undefined;
  const message = `what answers there is no libvirt daemon: ${inner.message}`;
  return new TransportError({ step: "daemon", reason: "notLibvirt" }, message, { cause: inner });
}

function coreOptions(
  uri: LibvirtUri,
  { protection, oneMessagePerWrite }: Route,
  options: ConnectOptions,
): ConnectOverOptions {
  const { maxInFlight, keepalive } = options;
  return {
    name: connectName(uri),
    readOnly: options.readOnly ?? false,
    oneMessagePerWrite,
    authenticate: buildAuthenticator({
      protection,
      sasl: options.sasl,
      insistOn: uri.params.auth,
    }),
    ...(maxInFlight === undefined ? {} : { maxInFlight }),
    ...(keepalive === undefined ? {} : { keepalive }),
  };
}
